import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getContact } from "./get-contact";
import { ContactRef } from "./schema";

/** Erases one person (GDPR Art. 17); see `eraseContactRows` for what stays. */
export async function eraseContact(ctx: Ctx, input: ContactRef): Promise<void> {
  requirePermission(ctx, "contacts.delete");
  const { contactId } = ContactRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const contact = await getContact(tx, contactId);
    await eraseContactRows(tx, [contactId]);
    const after = { addressDigest: createHash("sha256").update(contact.emailNormalized).digest("hex").slice(0, 16) };
    await recordAudit(tx, "contact.erased", { subjectType: "contact", subjectId: contactId, after });
  });
}

/**
 * Deletes contacts with their details, tags, subscriptions and answers. Kept without a name: messages and events, so that reports still add up.
 * Kept with the address: suppressions and the consent ledger (Art. 17 (3) e: legal claims, and so that nobody mails them again).
 * The contacts of one call are locked in id order.
 */
export async function eraseContactRows(tx: Ctx, ids: readonly string[]): Promise<number> {
  const workspace = Prisma.sql`${tx.workspaceId}::uuid`;
  const these = Prisma.sql`any(${[...ids].sort()}::uuid[])`;
  // What they wrote to us goes too; the fact that it came stays with its message.
  const replies = await tx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select inbound_id as id from reply where workspace_id = ${workspace} and contact_id = ${these}`);
  const messages = await tx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    update message set contact_id = null, email = 'erased@erased.invalid', email_normalized = 'erased-' || id::text || '@erased.invalid'
    where workspace_id = ${workspace} and contact_id = ${these} returning id`);
  await tx.db.$executeRaw(Prisma.sql`
    update inbound_message set raw = '', envelope_from = '', result = null
    where workspace_id = ${workspace}
      and (message_id = any(${messages.map(({ id }) => id)}::uuid[]) or id = any(${replies.map(({ id }) => id)}::uuid[]))`);
  await tx.db.$executeRaw(Prisma.sql`
    update event set contact_id = null, ip = null, user_agent = null
    where workspace_id = ${workspace} and contact_id = ${these}`);
  await tx.db.$executeRaw(Prisma.sql`
    update consent_record set contact_id = null where workspace_id = ${workspace} and contact_id = ${these}`);
  return tx.db.$executeRaw(Prisma.sql`delete from contact where workspace_id = ${workspace} and id = ${these}`);
}
