import type pg from "pg";

/** Jobs of one queue in one state; `oldestDueSeconds` of those that could run now. */
export interface QueueState {
  queue: string;
  state: "waiting" | "running" | "failed";
  count: number;
  oldestDueSeconds: number | null;
}

/** The queue as it stands; live and failed jobs have an index of their own. */
export async function readQueues(db: Pick<pg.ClientBase, "query">): Promise<QueueState[]> {
  const { rows } = await db.query<QueueState>(
    `select name as queue, case state when 'active' then 'running' when 'failed' then 'failed' else 'waiting' end as state,
            count(*)::int as count,
            extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after <= now()))::float8
              as "oldestDueSeconds"
       from queue.job where state in ('created', 'retry', 'active', 'failed') and name not like '\\_\\_pgboss\\_\\_%'
      group by 1, 2`,
  );
  return rows;
}
