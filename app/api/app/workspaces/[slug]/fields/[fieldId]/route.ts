import { appRoute } from "@/lib/base/routes/app-route";
import { deleteField, presentField, updateField } from "@/lib/people/contacts/fields";
import { FieldRef, UpdateField } from "@/lib/people/contacts/schema";

export const PATCH = appRoute("fields.write", async (ctx, { params, body }) =>
  presentField(await updateField(ctx, UpdateField.parse({ ...(body as object), ...FieldRef.parse(params) }))),
);

export const DELETE = appRoute("fields.write", (ctx, { params }) => deleteField(ctx, FieldRef.parse(params)), {
  stepUp: true,
});
