import { appRoute } from "@/lib/http/app-route";
import { changeContacts } from "@/lib/lists/change-contacts";
import { ChangeContacts } from "@/lib/lists/schema";

export const POST = appRoute("contacts.write", (ctx, { body }) => changeContacts(ctx, ChangeContacts.parse(body)));
