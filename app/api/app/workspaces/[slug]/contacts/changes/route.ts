import { appRoute } from "@/lib/base/routes/app-route";
import { changeContacts } from "@/lib/people/lists/change-contacts";
import { ChangeContacts } from "@/lib/people/lists/schema";

/** One change to many; to erase them needs a fresh sign-in. */
export const POST = appRoute("contacts.write", (ctx, { body }) => changeContacts(ctx, ChangeContacts.parse(body)), {
  stepUp: ({ body }) => ChangeContacts.safeParse(body).data?.change.kind === "erase",
});
