import type { Db } from "@/lib/base/db/client";

/** The job that waits longest though its time has come. */
export interface WaitingJob {
  name: string;
  waitsMs: number;
}

/** Null when no job has waited for longer than `longerThanMs`. */
export async function findWaitingJob(db: Db, longerThanMs: number): Promise<WaitingJob | null> {
  const rows = await db.$queryRaw<WaitingJob[]>`
    select name, (extract(epoch from clock_timestamp() - start_after) * 1000)::float8 as "waitsMs"
      from queue.job
     where state < 'active' and not blocked and start_after < clock_timestamp() - make_interval(secs => ${longerThanMs / 1000})
     order by start_after limit 1`;
  return rows[0] ?? null;
}
