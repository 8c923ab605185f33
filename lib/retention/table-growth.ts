import type { Ctx } from "@/lib/base/context";
import { measureTables, UNKNOWN_ROWS } from "./measure-tables";

const DAY_MS = 86_400_000;
/** Growth is what the newest sample has more than the one of about a month before. */
const LOOK_BACK_DAYS = 30;

export interface TableGrowth {
  /** An estimate; null when PostgreSQL has none. */
  rows: number | null;
  bytes: number;
  /** In 30 days; null while there is no sample of an earlier day. */
  bytesPerMonth: number | null;
}

export interface Growth {
  /** Null: nothing was sampled yet, these are the sizes of this moment. */
  day: string | null;
  tables: ReadonlyMap<string, TableGrowth>;
}

interface Sampled {
  name: string;
  rows: bigint;
  bytes: bigint;
  /** Bytes of the earlier sample. */
  before: bigint | null;
  days: number | null;
}

/** Sizes of all tables and how they grow, by the samples of `sampleTables`. */
export async function tableGrowth(ctx: Ctx): Promise<Growth> {
  const [newest] = await ctx.db.$queryRaw<{ day: Date | null }[]>`select max(day) as day from table_size`;
  if (!newest?.day) return { day: null, tables: byName((await measureTables(ctx)).map(asNow)) };
  const from = new Date(newest.day.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const rows = await ctx.db.$queryRaw<Sampled[]>`
    select s.table_name as name, s.rows, s.bytes, e.bytes as before, (s.day - e.day)::int as days
      from table_size s
      left join lateral (select b.day, b.bytes from table_size b
                          where b.table_name = s.table_name and b.day >= ${from} and b.day < s.day
                          order by b.day limit 1) e on true
     where s.day = ${newest.day}`;
  return { day: newest.day.toISOString().slice(0, 10), tables: byName(rows) };
}

const asNow = (table: { name: string; rows: bigint; bytes: bigint }): Sampled => ({
  ...table,
  before: null,
  days: null,
});

function byName(rows: readonly Sampled[]): Map<string, TableGrowth> {
  return new Map(
    rows.map(({ name, rows: count, bytes, before, days }) => [
      name,
      {
        rows: Number(count) === UNKNOWN_ROWS ? null : Number(count),
        bytes: Number(bytes),
        bytesPerMonth: before === null || !days ? null : (Number(bytes - before) / days) * LOOK_BACK_DAYS,
      },
    ]),
  );
}
