import { deleteField, presentField, updateField } from "@/lib/contacts/fields";
import { FieldRef, UpdateField } from "@/lib/contacts/schema";
import { appRoute } from "@/lib/http/app-route";

export const PATCH = appRoute("fields.write", async (ctx, { params, body }) =>
  presentField(await updateField(ctx, UpdateField.parse({ ...(body as object), ...FieldRef.parse(params) }))),
);

export const DELETE = appRoute("fields.write", (ctx, { params }) => deleteField(ctx, FieldRef.parse(params)), {
  stepUp: true,
});
