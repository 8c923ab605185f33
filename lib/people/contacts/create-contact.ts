import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Contact } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { orTaken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { recordEvents } from "@/lib/events/door/record-events";
import { indexContacts } from "@/lib/people/search/index-contacts";
import { addressTaken, requireEmailAddress, requireFreeAddress } from "./contact-address";
import { requireContactRoom } from "./contact-room";
import { changeFieldValues } from "./field-values";
import { findFields } from "./fields";
import { CreateContact } from "./schema";
import { setContactTags } from "./tags";

/** Adds one contact with fields and tags; `conflict` when the address is known already. */
export async function createContact(ctx: Ctx, input: CreateContact): Promise<Contact> {
  requirePermission(ctx, "contacts.write");
  const { email, firstName, lastName, timeZone, language, fields, tags } = CreateContact.parse(input);
  const address = requireEmailAddress(email);
  const written = inTransaction(ctx, async (tx) => {
    await requireFreeAddress(tx, address.normalized);
    await requireContactRoom(tx);
    const at = tx.now();
    const contact = await tx.db.contact.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        email: address.email,
        emailNormalized: address.normalized,
        emailDomain: address.domain,
        firstName: firstName || null,
        lastName: lastName || null,
        timeZone,
        language,
        fields: changeFieldValues(await findFields(tx), {}, fields ?? {}),
        source: "manual",
        createdAt: at,
      },
    });
    await indexContacts(tx, [contact.id]);
    await setContactTags(tx, contact.id, tags);
    await recordEvents(tx, [
      { type: "contact.created", occurredAt: at, contactId: contact.id, data: { source: "manual" } },
    ]);
    await recordAudit(tx, "contact.created", { subjectType: "contact", subjectId: contact.id, after: contact });
    return contact;
  });
  return orTaken(written, addressTaken(), "email");
}
