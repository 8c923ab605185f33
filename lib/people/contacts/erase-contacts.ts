import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { rememberErased } from "@/lib/people/addresses/erased";
import { emptyEvents } from "./empty-events";
import { eraseEmails } from "./erase-emails";
import { queueTraces } from "./erase-traces-job";
import { getContact } from "./get-contact";
import { nameless } from "./nameless";
import { ContactRef } from "./schema";

const { sql } = Prisma;

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
 * Deletes contacts with their details, tags, subscriptions and answers. Kept without a name: messages and events, so that reports still add up,
 * and that something was done to them in the audit log.
 * Kept with the address: suppressions (Art. 17 (3) e: so that nobody mails them again). Of the consent ledger a keyed hash stands for it: who has the
 * address can find what was agreed to (legal claims), and imports do not bring it back.
 * Where others wrote the address (logs, calls of providers, refused rows), a job goes after it; see `eraseTraces`.
 * The contacts of one call are locked in id order.
 */
export async function eraseContactRows(tx: Ctx, ids: readonly string[]): Promise<number> {
  const workspace = sql`${tx.workspaceId}::uuid`;
  const these = sql`any(${[...ids].sort()}::uuid[])`;
  const people = await tx.db.$queryRaw<Known[]>(sql`
    select id, external_id as "externalId", email, email_normalized as "emailNormalized" from contact where workspace_id = ${workspace} and id = ${these}`);
  // What they wrote to us goes too; the fact that it came stays with its message.
  const replies = await tx.db.$queryRaw<{ id: string }[]>(sql`
    select inbound_id as id from reply where workspace_id = ${workspace} and contact_id = ${these}`);
  const messages = await eraseMessages(tx, these);
  await tx.db.$executeRaw(sql`
    update inbound_message set raw = '', envelope_from = '', envelope_to = '', result = null, error = null
    where workspace_id = ${workspace} and (message_id = any(${messages}::uuid[]) or id = any(${replies.map(({ id }) => id)}::uuid[]))`);
  await tx.db.$executeRaw(sql`
    update event set contact_id = null, ip = null, user_agent = null, data = ${nameless}
    where workspace_id = ${workspace} and contact_id = ${these}`);
  await emptyEvents(tx, ids);
  await forgetInLedger(tx, these, people);
  await tx.db.$executeRaw(sql`
    update test_content set contact_id = null where workspace_id = ${workspace} and contact_id = ${these}`);
  // What other programs were told, or are still to be: nothing of it goes out any more.
  await tx.db.$executeRaw(sql`delete from webhook_event where workspace_id = ${workspace} and contact_id = ${these}`);
  // Names and fields as they were before and after each change.
  await tx.db.$executeRaw(sql`
    update audit_entry set before = null, after = null
    where workspace_id = ${workspace} and subject_type = 'contact' and subject_id = ${these}`);
  const gone = await tx.db.$executeRaw(sql`delete from contact where workspace_id = ${workspace} and id = ${these}`);
  // After the contact, for which it has waited: whoever was writing this row meanwhile held the contact.
  await tx.db.$executeRaw(sql`delete from contact_search where workspace_id = ${workspace} and contact_id = ${these}`);
  await tellDeleted(tx, people);
  const addresses = new Set(people.flatMap(({ email, emailNormalized }) => [email, emailNormalized]));
  await queueTraces(tx, [...addresses], ids);
  return gone;
}

interface Known {
  id: string;
  externalId: string | null;
  email: string;
  emailNormalized: string;
}

/** Rows of the ledger keep what was agreed to, when and how, and a keyed hash of the address that they were about. */
async function forgetInLedger(tx: Ctx, these: Prisma.Sql, people: readonly Known[]): Promise<void> {
  const workspace = sql`${tx.workspaceId}::uuid`;
  const once = await tx.db.$queryRaw<{ address: string }[]>(sql`
    select distinct email_normalized as address from consent_record where workspace_id = ${workspace} and contact_id = ${these}`);
  const addresses = new Set([
    ...people.map(({ emailNormalized }) => emailNormalized),
    ...once.map(({ address }) => address),
  ]);
  const hashes = [...(await rememberErased(tx, [...addresses], tx.now()))];
  await tx.db.$executeRaw(sql`
    update consent_record set contact_id = null, email_normalized = '', address_mac = known.mac, ip = null, user_agent = null, evidence = '{}'
    from unnest(${hashes.map(([address]) => address)}::text[], ${hashes.map(([, hash]) => hash)}::text[]) as known (address, mac)
    where workspace_id = ${workspace} and contact_id = ${these} and email_normalized = known.address`);
}

/** By the ids alone, so that other programs can find whom to forget. */
async function tellDeleted(tx: Ctx, people: readonly Known[]): Promise<void> {
  await handOutFacts(
    tx,
    people.map(({ id, externalId }) => ({
      type: "contact.deleted" as const,
      occurredAt: tx.now(),
      contactId: id,
      data: { externalId },
    })),
  );
}

/** Takes the people off their messages, and what servers said about them. Answers the ids of the messages. */
async function eraseMessages(tx: Ctx, these: Prisma.Sql): Promise<string[]> {
  const workspace = sql`${tx.workspaceId}::uuid`;
  const messages = await tx.db.$queryRaw<{ id: string }[]>(sql`
    update message set contact_id = null, reply_text = null, email = 'erased@erased.invalid',
                       email_normalized = 'erased-' || id::text || '@erased.invalid'
    where workspace_id = ${workspace} and contact_id = ${these} returning id`);
  const ids = messages.map(({ id }) => id);
  await eraseEmails(tx, ids);
  await tx.db.$executeRaw(sql`
    update message_attempt set reply_text = null where workspace_id = ${workspace} and message_id = any(${ids}::uuid[])`);
  return ids;
}
