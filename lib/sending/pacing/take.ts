import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { pgPool } from "@/lib/base/db/pool";
import type { Limit } from "./limits";

/** What take_pace() answers; times are relative to the database's own clock, so that no other clock matters. */
export interface Taken {
  /** Messages granted, by lane. */
  granted: number[];
  waitMs: number;
  /** In how many milliseconds those refused may be tried; null when all were granted. */
  laterMs: number | null;
  taken: TakenRow[];
}

interface TakenRow {
  key: string;
  lane: number | null;
  next: string | null;
  start: string | null;
  /** Seconds that one message takes of a rate. */
  each: number | null;
}

/** Rows that this process knows to exist, so that a reservation stays one statement. */
const known = new BoundedCache<true>({ max: 20_000 });

/**
 * Takes tokens for up to `wants[i]` messages of lane `i + 1` out of all limits at once; see the function in the migration.
 * One statement, whatever the number of limits.
 */
export async function takePace(
  workspaceId: string,
  limits: readonly Limit[],
  wants: readonly number[],
  priority: boolean,
): Promise<Taken> {
  const missing = limits.filter(({ key }) => !known.get(`${workspaceId}/${key}`));
  if (missing.length > 0) await addCounters(workspaceId, missing);
  const values = [workspaceId, JSON.stringify(limits), wants, priority];
  const ask = async () => {
    const { rows } = await pgPool().query<{ taken: Taken | null }>({
      name: "take-pace",
      text: "select take_pace($1::uuid, $2::jsonb, $3::int[], $4::boolean) as taken",
      values,
    });
    return rows[0]?.taken ?? null;
  };
  const taken = await ask();
  if (taken) return taken;
  // Somebody swept a row that was known here.
  await addCounters(workspaceId, limits);
  const again = await ask();
  if (!again) throw new Error("The counters of a pace are gone.");
  return again;
}

async function addCounters(workspaceId: string, limits: readonly Limit[]): Promise<void> {
  const keys = limits.map(({ key }) => key).sort();
  await pgPool().query(
    "insert into pace_counter (workspace_id, key) select $1::uuid, k from unnest($2::text[]) k order by k on conflict do nothing",
    [workspaceId, keys],
  );
  for (const key of keys) known.set(`${workspaceId}/${key}`, true);
}

/**
 * Gives back what messages that did not leave had taken. Counts get it back always; a rate only while nobody has taken a later
 * slot, because two shares in one stretch would be too many.
 */
export async function giveBack(workspaceId: string, taken: Taken, unused: readonly number[]): Promise<void> {
  const sum = unused.reduce((total, count) => total + count, 0);
  const rows = taken.taken
    .map((row) => ({ ...row, count: row.lane === null ? sum : (unused[row.lane - 1] ?? 0) }))
    .filter(({ count }) => count > 0);
  if (rows.length === 0) return;
  await pgPool().query(
    `with back as (
       select * from jsonb_to_recordset($2::jsonb) as b(key text, next timestamptz, start timestamptz, each float8, count int)
     ), locked as materialized (
       select c.key from pace_counter c where c.workspace_id = $1::uuid and c.key in (select key from back) order by c.key for update
     )
     update pace_counter c
        set used = greatest(0, c.used - back.count),
            next_at = case when c.next_at = back.next then c.next_at - back.count * back.each * interval '1 second' else c.next_at end
       from back join locked using (key)
      where c.workspace_id = $1::uuid and c.key = back.key and c.window_start is not distinct from back.start`,
    [workspaceId, JSON.stringify(rows)],
  );
}
