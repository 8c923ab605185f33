import { changeContacts } from "@/lib/contacts/change-contacts";
import { ChangeContacts } from "@/lib/contacts/schema";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute("contacts.write", (ctx, { body }) => changeContacts(ctx, ChangeContacts.parse(body)));
