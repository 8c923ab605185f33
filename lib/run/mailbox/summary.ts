import { pgPool } from "@/lib/base/db/pool";
import { type ActionKind, actionKinds } from "@/lib/run/mailbox/actions.shared";
import type { SimulatorState, SummaryFilter } from "@/lib/run/mailbox/schema";
import { readSpeed } from "@/lib/run/mailbox/settings";

/** Distinct recipients by what they did, successfully. `campaign` matches part of the subject. */
export async function simulatorSummary(filter: SummaryFilter = {}): Promise<Record<ActionKind, number>> {
  const { rows } = await pgPool().query<{ kind: ActionKind; recipients: number }>(
    `select a.kind, count(distinct a.recipient)::int as recipients
     from simulator_action a left join captured_message m on m.id = a.captured_message_id
     where a.done_at is not null and a.error is null
       and ($1::timestamptz is null or a.done_at >= $1) and ($2::text is null or strpos(m.subject, $2) > 0)
     group by a.kind`,
    [filter.since ?? null, filter.campaign ?? null],
  );
  const counts = Object.fromEntries(actionKinds.map((kind) => [kind, 0])) as Record<ActionKind, number>;
  for (const { kind, recipients } of rows) if (kind in counts) counts[kind] = recipients;
  return counts;
}

/** Everything that the simulator's controls show; the filter is for the counts. */
export async function simulatorState(filter: SummaryFilter = {}): Promise<SimulatorState> {
  const [speed, counts, { rows }] = await Promise.all([
    readSpeed(),
    simulatorSummary(filter),
    pgPool().query<{ captured: number; pending: number; failed: number; nextDueAt: Date | null }>(
      `select (select count(*)::int from captured_message) as captured,
              (select count(*)::int from simulator_action where done_at is null) as pending,
              (select count(*)::int from simulator_action where done_at is not null and error is not null) as failed,
              (select min(due_at) from simulator_action where done_at is null) as "nextDueAt"`,
    ),
  ]);
  const row = rows[0];
  return {
    speed,
    counts,
    captured: row?.captured ?? 0,
    pending: row?.pending ?? 0,
    failed: row?.failed ?? 0,
    nextDueAt: row?.nextDueAt?.toISOString() ?? null,
  };
}
