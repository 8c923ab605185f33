import { appRoute } from "@/lib/base/routes/app-route";
import { createField, findFields, presentField } from "@/lib/people/contacts/fields";
import { CreateField } from "@/lib/people/contacts/schema";

export const GET = appRoute("contacts.read", async (ctx) => ({ items: (await findFields(ctx)).map(presentField) }));

export const POST = appRoute("fields.write", async (ctx, { body }) =>
  presentField(await createField(ctx, CreateField.parse(body))),
);
