import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { type BounceCategory, countsAsSoft, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { emptyHistory, type RecipientHistory } from "@/lib/feedback/policy/policy";
import { ranOutText } from "@/lib/people/addresses/in-force";

interface EventRow {
  contactId: string;
  messageId: string | null;
  type: string;
  actor: string | null;
  occurredAt: Date;
  kind: string | null;
  category: string | null;
  certainty: string | null;
}

/** What became of one message, as far as the policy looks at it. */
interface MessageOutcome {
  at: Date;
  bounce: { kind: string; category: BounceCategory } | null;
  delivered: boolean;
  /** A person opened or clicked. */
  visited: boolean;
}

/** Looked at per contact, newest first: more than the policy's highest limit, with room for opens and retries between. */
const maxEvents = 200;

/**
 * What came back about these contacts' messages before, by contact, read from the events themselves: so a fact that is reported late, twice
 * or out of order counts where and as often as it happened. A message that was taken and about which nothing came back has arrived.
 * Messages in `without`, which are judged now, count among no soft bounces or refusals; that a domain was missing counts of them too.
 */
export async function loadHistories(
  tx: SqlTx,
  contactIds: readonly string[],
  without: readonly string[],
): Promise<Map<string, RecipientHistory>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.db.$queryRawUnsafe<EventRow[]>(
    `select c.id::text as "contactId", e.message_id::text as "messageId", e.type, e.actor, e.occurred_at as "occurredAt",
            e.data->>'kind' as kind, e.data->>'category' as category, e.data->>'certainty' as certainty
       from unnest($2::uuid[]) as c(id)
      cross join lateral (
            select * from event
             where workspace_id = $1::uuid and contact_id = c.id
               and type in ('message.bounced', 'message.delivered', 'message.deferred', 'message.opened', 'message.clicked')
             order by id desc limit ${maxEvents}) e
      union all
     select m.contact_id::text, m.id::text, 'message.delivered', null, coalesce(m.delivered_at, m.sent_at), null, null, null
       from message m
      where m.workspace_id = $1::uuid and m.contact_id = any($2::uuid[]) and m.sent_at is not null and m.bounced_at is null`,
    tx.workspaceId,
    [...new Set(contactIds)],
  );
  const suppressed = await suppressedBefore(tx, contactIds);
  const judged = new Set(without);
  return new Map(
    contactIds.map((id) => {
      const own = rows.filter((row) => row.contactId === id && row.certainty !== "likely");
      return [id, { ...historyOf(own, judged), softSuppressedBefore: suppressed.has(id) }];
    }),
  );
}

/** Contacts whose address was given up for soft bounces before, until a day that has passed. */
async function suppressedBefore(tx: SqlTx, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.$queryRawUnsafe<{ id: string }[]>(
    `select c.id::text as id from contact c
      where c.workspace_id = $1::uuid and c.id = any($2::uuid[]) and (
            exists (select 1 from suppression s where s.workspace_id = c.workspace_id and s.email_normalized = c.email_normalized
                       and s.reason = 'soft_bounce' and ${ranOutText("s")})
         or exists (select 1 from suppression_history h where h.workspace_id = c.workspace_id and h.email_normalized = c.email_normalized
                       and h.reason = 'soft_bounce' and h.ending = 'expired'))`,
    tx.workspaceId,
    [...new Set(contactIds)],
  );
  return new Set(rows.map((row) => row.id));
}

function historyOf(rows: readonly EventRow[], judged: ReadonlySet<string>): RecipientHistory {
  const engaged = rows.filter((row) => isHumanVisit(row)).map((row) => row.occurredAt.getTime());
  const domainMissingAt = rows.filter((row) => row.category === "invalid_domain").map((row) => row.occurredAt);
  const run = lastRun(outcomesOf(rows.filter((row) => !row.messageId || !judged.has(row.messageId))));
  return {
    ...emptyHistory,
    softBouncedAt: run.filter(({ bounce }) => bounce && countsAsSoft(bounce.category)).map(({ at }) => at),
    recipientPolicyCount: run.filter(({ bounce }) => bounce?.category === "recipient_policy").length,
    domainMissingAt,
    engagedAt: engaged.length > 0 ? new Date(Math.max(...engaged)) : null,
  };
}

function isHumanVisit(row: EventRow): boolean {
  return row.actor === "human" && (row.type === "message.opened" || row.type === "message.clicked");
}

/** One outcome a message, oldest first. A relay's delivery that turned into a bounce is no sign of life. */
function outcomesOf(rows: readonly EventRow[]): MessageOutcome[] {
  const byMessage = new Map<string, MessageOutcome>();
  for (const [index, row] of rows.entries()) {
    const key = row.messageId ?? `event ${index}`;
    const known = byMessage.get(key) ?? { at: row.occurredAt, bounce: null, delivered: false, visited: false };
    if (row.type === "message.bounced") {
      known.bounce = { kind: row.kind ?? "soft", category: categoryOf(row.category) };
      known.at = row.occurredAt;
    } else if (row.type === "message.delivered" || isHumanVisit(row)) {
      known[row.type === "message.delivered" ? "delivered" : "visited"] = true;
      if (!known.bounce && row.occurredAt > known.at) known.at = row.occurredAt;
    }
    byMessage.set(key, known);
  }
  return [...byMessage.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The messages since the last one that arrived, oldest first. A person's visit to a message that bounced is a sign of life as well. */
function lastRun(outcomes: readonly MessageOutcome[]): MessageOutcome[] {
  const alive = outcomes.findLastIndex((outcome) => outcome.visited || (outcome.delivered && !outcome.bounce));
  return outcomes.slice(alive + 1).filter((outcome) => outcome.bounce !== null);
}

function categoryOf(value: string | null): BounceCategory {
  return value && Object.hasOwn(kindOfCategory, value) ? (value as BounceCategory) : "undetermined";
}
