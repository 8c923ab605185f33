import type pg from "pg";
import { staleAfterMs } from "@/lib/base/health/readiness";
import { CRON_LIFE } from "@/lib/base/jobs/cron-life";
import { FORGOTTEN_AFTER_MS, REPEATED_FROM } from "@/lib/base/jobs/repeated-failures";
import { parseBackupState } from "@/lib/installation/state/backup-state";
import { findUnderWay } from "@/lib/sending/campaign/under-way";
import { LEASE_SECONDS } from "@/lib/sending/engine/lease-batch";

/** Batches of campaigns under way; ages in seconds, null when there is none. */
export interface CampaignState {
  campaigns: Record<string, number>;
  due: number;
  leased: number;
  oldestDueSeconds: number | null;
  /** Since the lease that was renewed the longest ago. */
  oldestLeaseSeconds: number | null;
}

interface BatchRow {
  status: string;
  campaigns: number;
  due: number;
  leased: number;
  oldestDueSeconds: number | null;
  oldestLeaseSeconds: number | null;
}

/** Campaigns that wait, are prepared or sent, with their batches: one workspace after the other, as tables may be distributed. */
export async function readCampaigns(db: pg.ClientBase): Promise<CampaignState> {
  const { rows: times } = await db.query<{ now: Date }>("select now() as now");
  const state: CampaignState = { campaigns: {}, due: 0, leased: 0, oldestDueSeconds: null, oldestLeaseSeconds: null };
  for (const [workspaceId, campaignIds] of await findUnderWay(db)) {
    const { rows } = await db.query<BatchRow>(batchSql, [workspaceId, campaignIds, times[0]?.now, LEASE_SECONDS]);
    for (const row of rows) add(state, row);
  }
  return state;
}

const batchSql = `select c.status, count(distinct c.id)::int as campaigns,
         count(b.id) filter (where c.status = 'sending' and b.due_at <= $3::timestamptz)::int as due,
         count(b.id) filter (where b.status = 'leased')::int as leased,
         extract(epoch from $3::timestamptz - min(b.due_at) filter (where c.status = 'sending' and b.due_at <= $3::timestamptz))::float8
           as "oldestDueSeconds",
         (extract(epoch from $3::timestamptz - min(b.leased_until) filter (where b.status = 'leased')) + $4::int)::float8
           as "oldestLeaseSeconds"
    from campaign c
    left join campaign_batch b on b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.due_at is not null
   where c.workspace_id = $1::uuid and c.id = any($2::uuid[]) and c.status in ('scheduled', 'preparing', 'sending', 'paused')
   group by c.status`;

function add(state: CampaignState, row: BatchRow): void {
  state.campaigns[row.status] = (state.campaigns[row.status] ?? 0) + row.campaigns;
  state.due += row.due;
  state.leased += row.leased;
  state.oldestDueSeconds = larger(state.oldestDueSeconds, row.oldestDueSeconds);
  state.oldestLeaseSeconds = larger(state.oldestLeaseSeconds, row.oldestLeaseSeconds);
}

const larger = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));

export interface PartitionState {
  /** Months after this one that have a partition without a gap before it. */
  monthsAhead: number;
  /** Events stand in the partition for what fits no other. */
  defaultInUse: boolean;
}

/** The partitions of events by month; whether the default one holds anything is a look for one row. */
export async function readPartitions(db: pg.ClientBase): Promise<PartitionState> {
  const { rows } = await db.query<PartitionState>(
    `select (select coalesce(min(n) filter (where to_regclass(name) is null), 24) - 1
               from (select n, 'partitions.event_' || to_char(now() at time zone 'UTC' + make_interval(months => n), 'YYYY_MM') as name
                       from generate_series(1, 24) n) m)::int as "monthsAhead",
            exists (select from partitions.event_default) as "defaultInUse"`,
  );
  return rows[0]!;
}

/** Workers that are not taken for gone. */
export async function readWorkers(db: pg.ClientBase): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from worker_heartbeat where id <> '${CRON_LIFE}' and seen_at > now() - interval '${staleAfterMs} milliseconds'`,
  );
  return rows[0]?.count ?? 0;
}

/** Pieces of work that fail again and again, by name of the job. */
export async function readRepeatedFailures(db: pg.ClientBase): Promise<Map<string, number>> {
  const { rows } = await db.query<{ job: string; count: number }>(
    `select job, count(*)::int as count from repeated_failure
      where count >= ${REPEATED_FROM} and last_at > now() - interval '${FORGOTTEN_AFTER_MS} milliseconds' group by job`,
  );
  return new Map(rows.map(({ job, count }) => [job, count]));
}

/** The last backups; null while none was tried. */
export interface BackupFigures {
  failed: boolean;
  /** Of the last one that succeeded; null when there is none. `ageSeconds` since the moment of its rows. */
  last: { ageSeconds: number; bytes: number; seconds: number } | null;
}

/** How the last backup went, and what is known of the last one that succeeded. */
export async function readBackups(db: pg.ClientBase): Promise<BackupFigures | null> {
  const { rows } = await db.query<{ value: unknown; now: Date }>(
    "select value, now() as now from installation_setting where name = 'backup'",
  );
  const state = parseBackupState(rows[0]?.value);
  if (!state) return null;
  const { problem, made } = state;
  const ageSeconds = made ? (rows[0]!.now.getTime() - new Date(made.at).getTime()) / 1000 : 0;
  return { failed: problem !== null, last: made && { ageSeconds, bytes: made.bytes, seconds: made.seconds } };
}
