import type { Db } from "@/lib/base/db/client";

/** The job that waits longest though its time has come. */
export interface WaitingJob {
  name: string;
  waitsMs: number;
}

/** Null when none of these jobs has waited for longer than `longerThanMs`. Jobs of an earlier release, which nobody takes, do not count. */
export async function findWaitingJob(
  db: Db,
  names: readonly string[],
  longerThanMs: number,
): Promise<WaitingJob | null> {
  const rows = await db.$queryRaw<WaitingJob[]>`
    select name, (extract(epoch from clock_timestamp() - start_after) * 1000)::float8 as "waitsMs"
      from queue.job
     where name = any(${[...names]}) and state < 'active' and not blocked and start_after < clock_timestamp() - make_interval(secs => ${longerThanMs / 1000})
     order by start_after limit 1`;
  return rows[0] ?? null;
}
