import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { queryOf, type SqlTx } from "@/lib/base/db/pg-transaction";
import { recordInto } from "@/lib/events/door/record-events";
import { consentMethods } from "@/lib/people/addresses/consent-methods.shared";
import type { SubscriptionStatus } from "@/lib/people/addresses/subscription-status.shared";
import { keptWording, wordingId } from "@/lib/people/addresses/wording";
import { type ConsentProof, proofSource } from "./record-consent";

const { sql } = Prisma;

/** Of Prisma's or of a plain connection, over which an import brings thousands. */
type ProvingTx = SqlTx & Pick<Ctx, "now" | "actor">;

export interface SubscribedList {
  id: string;
  name: string;
}

/** One subscription that changed. */
export interface ChangedSubscription {
  contactId: string;
  list: SubscribedList;
}

export interface BeginSubscriptions {
  contactIds: readonly string[];
  list: SubscribedList;
  status: Exclude<SubscriptionStatus, "unsubscribed">;
  /** Who is pending or has unsubscribed comes back: only by a deliberate act for one person, never by an import or a mass action. */
  comeBack: boolean;
  proof: ConsentProof;
}

export interface EndSubscriptions {
  contactIds: readonly string[];
  /** Null: all lists. */
  listIds: readonly string[] | null;
  /** What the subscription keeps as its reason: words, or a method where nobody gave any. */
  reason: string | null;
  proof: ConsentProof;
}

/**
 * Puts contacts on a list, each with a row of proof and an event; gives whose subscription began. Who is on it already stays as they
 * are, and contacts of another workspace are left out. One statement, so that an import can bring thousands. For use inside a transaction.
 */
export async function beginSubscriptions(tx: ProvingTx, input: BeginSubscriptions): Promise<ChangedSubscription[]> {
  const { list, status, comeBack, proof } = input;
  const at = tx.now();
  const again = comeBack
    ? sql`do update set status = excluded.status, confirmed_at = excluded.confirmed_at, source = excluded.source,
        unsubscribed_at = null, unsubscribe_reason = null, unsubscribe_message_id = null
        where subscription.status not in ('confirmed', excluded.status)`
    : sql`do nothing`;
  const begun = await queryOf<{ contactId: string }[]>(
    tx,
    sql`
    with changed as (
      insert into subscription (workspace_id, id, list_id, contact_id, status, source, created_at, confirmed_at)
      select workspace_id, new_id(), ${list.id}::uuid, id, ${status}, ${proof.method}, ${at},
        ${status === "confirmed" ? at : null}::timestamptz
      from contact where workspace_id = ${tx.workspaceId}::uuid and id = any(${[...input.contactIds]}::uuid[])
      order by id
      on conflict (workspace_id, list_id, contact_id) ${again}
      returning workspace_id, contact_id, list_id
    ), ${provenChanges(tx, { kind: comeBack ? confirmOrOptIn : sql`'opt_in'`, status, list, proof })}
    select contact_id as "contactId" from changed`,
  );
  const changed = begun.map(({ contactId }) => ({ contactId, list }));
  await recordChanges(tx, "contact.subscribed", changed, proof, { status });
  return changed;
}

/**
 * Notes that contacts do not want a list that they were never on, each with a row of proof and an event. Who is, or was, on it stays as they are. For
 * use inside a transaction.
 */
export async function refuseSubscriptions(
  tx: ProvingTx,
  { contactIds, list, proof }: Omit<BeginSubscriptions, "status" | "comeBack">,
): Promise<ChangedSubscription[]> {
  const at = tx.now();
  const refused = await queryOf<{ contactId: string }[]>(
    tx,
    sql`
    with changed as (
      insert into subscription (workspace_id, id, list_id, contact_id, status, source, created_at, unsubscribed_at, unsubscribe_reason,
        unsubscribe_message_id)
      select workspace_id, new_id(), ${list.id}::uuid, id, 'unsubscribed', ${proof.method}, ${at}, ${at}, ${proof.method},
        ${proof.messageId ?? null}::uuid
      from contact where workspace_id = ${tx.workspaceId}::uuid and id = any(${[...contactIds]}::uuid[])
      order by id
      on conflict (workspace_id, list_id, contact_id) do nothing
      returning workspace_id, contact_id, list_id
    ), ${provenChanges(tx, { kind: optOut, status: "unsubscribed", list, proof })}
    select contact_id as "contactId" from changed`,
  );
  const changed = refused.map(({ contactId }) => ({ contactId, list }));
  await recordChanges(tx, "contact.unsubscribed", changed, proof);
  return changed;
}

/** Ends the running subscriptions of contacts, each with a row of proof and an event; gives those that ended. For use inside a transaction. */
export async function endSubscriptions(tx: ProvingTx, input: EndSubscriptions): Promise<ChangedSubscription[]> {
  const { listIds, proof } = input;
  const ended = await queryOf<{ contactId: string; id: string; name: string }[]>(
    tx,
    sql`
    with changed as (
      update subscription set status = 'unsubscribed', unsubscribed_at = ${tx.now()}, unsubscribe_reason = ${input.reason},
        unsubscribe_message_id = ${proof.messageId ?? null}::uuid
      where workspace_id = ${tx.workspaceId}::uuid and contact_id = any(${[...input.contactIds]}::uuid[])
        ${listIds ? sql`and list_id = any(${[...listIds]}::uuid[])` : Prisma.empty} and status <> 'unsubscribed'
      returning workspace_id, contact_id, list_id
    ), ${provenChanges(tx, { kind: optOut, status: "unsubscribed", list: null, proof })}
    select changed.contact_id as "contactId", list.id, list.name
    from changed join list on list.workspace_id = changed.workspace_id and list.id = changed.list_id
    order by list.name, changed.contact_id`,
  );
  const changed = ended.map(({ contactId, id, name }) => ({ contactId, list: { id, name } }));
  await recordChanges(tx, "contact.unsubscribed", changed, proof);
  return changed;
}

/**
 * Keeps why a recipient left, in their own words, with what a link of this message has ended, and in the ledger. The first words stay: mail is
 * forwarded, and whoever has it has its links. Answers whether they were kept.
 */
export async function keepLeavingWords(
  ctx: Ctx,
  { contactId, words, ...proof }: ConsentProof & { contactId: string; messageId: string; words: string },
): Promise<boolean> {
  const kept = await ctx.db.$queryRaw<unknown[]>(sql`
    with changed as (
      update subscription set unsubscribe_reason = ${words}
      where workspace_id = ${ctx.workspaceId}::uuid and contact_id = ${contactId}::uuid and status = 'unsubscribed'
        and unsubscribe_message_id = ${proof.messageId}::uuid and unsubscribe_reason = any(${[...consentMethods]}::text[])
      returning workspace_id, contact_id, list_id
    ), ${provenChanges(ctx, { kind: optOut, status: "unsubscribed", list: null, proof: { ...proof, wording: words } })}
    select contact_id from changed`);
  return kept.length > 0;
}

/** Notes of a subscription that has ended already that somebody took the contact off the list besides. */
export async function noteRemoval(
  tx: Ctx,
  { contactId, list, reason, proof }: { contactId: string; list: SubscribedList; reason: string; proof: ConsentProof },
): Promise<void> {
  await tx.db.$executeRaw(sql`
    with changed as (
      update subscription set unsubscribe_reason = ${reason}
      where workspace_id = ${tx.workspaceId}::uuid and contact_id = ${contactId}::uuid and list_id = ${list.id}::uuid
        and status = 'unsubscribed'
      returning workspace_id, contact_id, list_id
    ), ${provenChanges(tx, { kind: optOut, status: "unsubscribed", list, proof })}
    select contact_id from changed`);
}

const optOut = sql`'opt_out'`;

/** Whoever was asked and answers confirms. The subscription is read as it was before the statement. */
const confirmOrOptIn = sql`case when exists (
  select 1 from subscription s
  where s.workspace_id = changed.workspace_id and s.list_id = changed.list_id and s.contact_id = changed.contact_id and s.status = 'pending'
) then 'confirm' else 'opt_in' end`;

interface Proven {
  kind: Prisma.Sql;
  /** The subscription from now on. */
  status: SubscriptionStatus;
  /** The one list of all changes; null where each has its own. */
  list: SubscribedList | null;
  proof: ConsentProof;
}

/**
 * Parts of a statement: the words, kept once, and a row of the consent ledger for each row of `changed`. The list's name is looked up row by row where
 * there are several: joined as a third table, it led to a plan that went through all contacts for each (2,000 people took 39 s instead of 4 s beside
 * 6,000 others).
 */
function provenChanges(tx: ProvingTx, { kind, status, list, proof }: Proven): Prisma.Sql {
  const wording = proof.wording ?? "";
  const ofList = list
    ? sql`from list where list.workspace_id = ${tx.workspaceId}::uuid and list.id = ${list.id}::uuid`
    : sql`from list where list.workspace_id = changed.workspace_id and list.id = changed.list_id`;
  return sql`${wording ? sql`said as (${keptWording(tx, wording, sql`exists (select from changed)`)}), ` : Prisma.empty}proven as (
    insert into consent_record
      (workspace_id, id, contact_id, email_normalized, list_id, list_name, purpose, kind, method, source, status, wording_id, evidence, ip,
       user_agent, occurred_at)
    select changed.workspace_id, new_id(), contact.id, contact.email_normalized, changed.list_id, (select name ${ofList}),
      (select case when topic_opt_in is null then 'list' else 'topic' end ${ofList}), ${kind}, ${proof.method}, ${proofSource(tx, proof)}, ${status},
      ${wordingId(wording)}::uuid, ${JSON.stringify(proof.evidence ?? {})}::jsonb, ${proof.ip ?? null}, ${proof.userAgent ?? null}, ${tx.now()}
    from changed join contact on contact.workspace_id = changed.workspace_id and contact.id = changed.contact_id)`;
}

function recordChanges(
  tx: ProvingTx,
  type: "contact.subscribed" | "contact.unsubscribed",
  changed: readonly ChangedSubscription[],
  { method, messageId, ip, userAgent }: ConsentProof,
  more: Record<string, string> = {},
): Promise<unknown> {
  // Where a recipient acted by a link of a message, the event says from where.
  const by = messageId ? { messageId, ip, userAgent } : {};
  const events = changed.map(({ contactId, list }) => {
    const data = { listId: list.id, listName: list.name, ...more, method };
    return { ...by, type, occurredAt: tx.now(), contactId, data };
  });
  return recordInto(tx, events);
}
