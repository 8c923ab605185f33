import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Contact } from "@/lib/base/db/generated/client";
import { orTaken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { lookAgain } from "@/lib/events/custom/look-again";
import { markAgain } from "@/lib/people/hygiene/mark-again";
import { indexContacts } from "@/lib/people/search/index-contacts";
import { changedNames } from "./changed-names";
import { addressTaken, requireEmailAddress, requireFreeAddress } from "./contact-address";
import { requireFreeExternalId } from "./contact-id";
import { changeFieldValues } from "./field-values";
import { findFields } from "./fields";
import { getContact } from "./get-contact";
import { UpdateContact } from "./schema";
import { contactFields } from "./stored-fields";
import { setContactTags } from "./tags";
import { tellUpdated } from "./tell-updated";

/** Changes what is given and leaves the rest; a custom field set to null loses its value. */
export async function updateContact(ctx: Ctx, input: UpdateContact): Promise<Contact> {
  requirePermission(ctx, "contacts.write");
  const { contactId, externalId, email, firstName, lastName, timeZone, language, fields, tags } =
    UpdateContact.parse(input);
  const address = email === undefined ? null : requireEmailAddress(email);
  const written = inTransaction(ctx, async (tx) => {
    const before = await getContact(tx, contactId);
    if (address) await requireFreeAddress(tx, address.normalized, contactId);
    if (externalId) await requireFreeExternalId(tx, externalId, contactId);
    const stored = contactFields.read(before.fields);
    const after = await tx.db.contact.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: contactId } },
      data: {
        ...(address && { email: address.email, emailNormalized: address.normalized, emailDomain: address.domain }),
        ...(firstName !== undefined && { firstName: firstName || null }),
        ...(lastName !== undefined && { lastName: lastName || null }),
        externalId,
        timeZone,
        language,
        ...(fields && { fields: changeFieldValues(await findFields(tx), stored, fields) }),
      },
    });
    await indexContacts(tx, [contactId]);
    if (after.emailNormalized !== before.emailNormalized) await markAgain(tx, contactId);
    if (externalId && externalId !== before.externalId) await lookAgain(tx, [externalId]);
    const tagged = tags !== undefined && (await setContactTags(tx, contactId, tags));
    const named = changedNames({ ...before, fields: stored }, { ...after, fields: contactFields.read(after.fields) });
    await tellUpdated(tx, [{ id: contactId, changed: tagged ? [...named, "tags"] : named }]);
    await recordAudit(tx, "contact.updated", { subjectType: "contact", subjectId: contactId, before, after });
    return after;
  });
  return orTaken(written, addressTaken(), "email");
}
