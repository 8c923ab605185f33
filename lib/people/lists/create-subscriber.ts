import type { Ctx } from "@/lib/base/context";
import type { Contact } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { createContact } from "@/lib/people/contacts/create-contact";
import { CreateSubscriber } from "./schema";
import { subscribeContact } from "./subscribe-contact";

/** Adds one contact and puts it on the lists given, all or nothing; for a list it must be said how the person agreed. */
export async function createSubscriber(ctx: Ctx, input: CreateSubscriber): Promise<Contact> {
  requirePermission(ctx, "contacts.write");
  const { listIds, consent, ...person } = CreateSubscriber.parse(input);
  if (listIds.length > 0 && consent === "") {
    throw invalid(t("The consent is missing."), { consent: t("Say where and how this person agreed.") });
  }
  return inTransaction(ctx, async (tx) => {
    const contact = await createContact(tx, person);
    for (const listId of listIds) await subscribeContact(tx, { listId, contactId: contact.id, consent });
    return contact;
  });
}
