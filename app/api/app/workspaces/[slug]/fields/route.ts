import { createField, findFields, presentField } from "@/lib/contacts/fields";
import { CreateField } from "@/lib/contacts/schema";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("contacts.read", async (ctx) => ({ items: (await findFields(ctx)).map(presentField) }));

export const POST = appRoute("fields.write", async (ctx, { body }) =>
  presentField(await createField(ctx, CreateField.parse(body))),
);
