import { OWN_MESSAGE, type SqlTx } from "@/lib/db/pg-transaction";
import type { Outcome } from "@/lib/mail/transport";
import type { BounceKind } from "@/lib/tracking/event-types";
import { EMPTY_FACTS, type MessageFacts } from "@/lib/tracking/message-facts";
import { dayOf, hourOf, RollUpChanges } from "@/lib/tracking/roll-up-changes";
import { applyRollUps } from "@/lib/tracking/roll-up-sql";
import { insertAttempts } from "./insert-attempts";
import type { RecordOptions } from "./record-outcomes";

interface AcceptedRow {
  id: string;
  kind: string;
  campaignId: string | null;
  number: number;
  /** Facts before; all null for a message of which nothing else is known yet, which is nearly every one. */
  sentAt: Date | null;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  failedAt: Date | null;
  bounceKind: BounceKind | null;
}

/**
 * Records messages that the other side took. There is no event row for this: the message row itself says when, and a
 * million rows more would say nothing else. Answers how many messages changed.
 */
export async function recordAccepted(tx: SqlTx, outcomes: readonly Outcome[], options: RecordOptions): Promise<number> {
  if (outcomes.length === 0) return 0;
  const rows = await updateRows(tx, outcomes, options);
  const byId = new Map(outcomes.map((outcome) => [outcome.messageId, outcome]));
  const repeated = rows.filter((row) => row.number > 1);
  await insertAttempts(
    tx,
    repeated.flatMap((row) => {
      const outcome = byId.get(row.id);
      return outcome ? [{ outcome, number: row.number }] : [];
    }),
    options.transport.id,
  );
  await applyRollUps(tx, countRows(rows, byId, options.transport.acceptsForRecipient));
  return rows.length;
}

/** PostgreSQL 18 answers the row as it was before (`old`), which the roll-ups need. */
function updateRows(tx: SqlTx, outcomes: readonly Outcome[], options: RecordOptions): PromiseLike<AcceptedRow[]> {
  return tx.db.$queryRawUnsafe<AcceptedRow[]>(
    `update message m
        set status = 'sent', transport_id = $2::uuid, next_attempt_at = null,
            attempt_count = case when m.status in ('sending', 'unconfirmed') then m.attempt_count else m.attempt_count + 1 end,
            sending_at = coalesce(m.sending_at, e.started), sent_at = least(m.sent_at, e.ended),
            delivered_at = case when $3::boolean then least(m.delivered_at, e.ended) else m.delivered_at end,
            reply_code = e.code, status_code = e.enhanced, reply_text = e.words
       from unnest($4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::int[], $8::text[], $9::text[])
            as e(id, started, ended, code, enhanced, words)
      where ${OWN_MESSAGE} = $1::uuid and m.id = e.id and m.status in ('pending', 'deferred', 'sending', 'unconfirmed')
     returning m.id, m.kind::text, m.campaign_id as "campaignId", m.attempt_count as number, old.sent_at as "sentAt",
               old.delivered_at as "deliveredAt", old.bounced_at as "bouncedAt", old.failed_at as "failedAt",
               old.bounce_kind::text as "bounceKind"`,
    tx.workspaceId,
    options.transport.id,
    options.transport.acceptsForRecipient,
    outcomes.map((outcome) => outcome.messageId),
    outcomes.map((outcome) => outcome.startedAt.toISOString()),
    outcomes.map((outcome) => outcome.endedAt.toISOString()),
    outcomes.map((outcome) => outcome.code),
    outcomes.map((outcome) => outcome.enhanced),
    outcomes.map((outcome) => outcome.text),
  );
}

function countRows(
  rows: readonly AcceptedRow[],
  outcomes: ReadonlyMap<string, Outcome>,
  delivered: boolean,
): RollUpChanges {
  const changes = new RollUpChanges();
  const fresh = new Map<string, { campaignId: string | null; at: number; count: number }>();
  for (const row of rows) {
    if (row.kind === "test") continue;
    const at = outcomes.get(row.id)?.endedAt.getTime() ?? Date.now();
    if (row.sentAt ?? row.deliveredAt ?? row.bouncedAt ?? row.failedAt) {
      changes.moveMessage(row.campaignId, factsOf(row, null, false), factsOf(row, at, delivered));
      continue;
    }
    const key = `${row.campaignId} ${Math.floor(at / 3_600_000)}`;
    const known = fresh.get(key);
    if (known) known.count += 1;
    else fresh.set(key, { campaignId: row.campaignId, at, count: 1 });
  }
  for (const { campaignId, at, count } of fresh.values()) addFresh(changes, campaignId, at, count);
  return changes;
}

/** What `moveMessage` does for a message that nothing was known of: sent, and delivered until something comes back. */
function addFresh(changes: RollUpChanges, campaignId: string | null, at: number, count: number): void {
  for (const column of ["sent", "delivered"]) {
    changes.daily.add({ day: dayOf(at) }, column, count);
    if (!campaignId) continue;
    changes.totals.add({ campaign_id: campaignId }, column, count);
    changes.hourly.add({ campaign_id: campaignId, hour: hourOf(at) }, column, count);
  }
}

function factsOf(row: AcceptedRow, at: number | null, delivered: boolean): MessageFacts {
  const earliest = (time: Date | null, other: number | null) =>
    time === null ? other : Math.min(time.getTime(), other ?? Number.POSITIVE_INFINITY);
  return {
    ...EMPTY_FACTS,
    sentAt: earliest(row.sentAt, at),
    deliveredAt: earliest(row.deliveredAt, delivered ? at : null),
    bouncedAt: row.bouncedAt?.getTime() ?? null,
    failedAt: row.failedAt?.getTime() ?? null,
    bounceKind: row.bounceKind,
  };
}
