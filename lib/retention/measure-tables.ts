import type { Ctx } from "@/lib/base/context";
import { estimatedRows } from "@/lib/base/db/estimated-rows";

const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;
/** How a sample says that PostgreSQL did not know the rows, as `pg_class.reltuples` does. */
export const UNKNOWN_ROWS = -1;

export interface MeasuredTable {
  /** Without its schema; all tables of the queue together are `queue`. */
  name: string;
  /** `UNKNOWN_ROWS` until PostgreSQL has looked. */
  rows: bigint;
  bytes: bigint;
}

/** Estimated rows, and bytes with indexes and what lies beside the rows, partitions included. Reads the catalogue only. */
export function measureTables({ db }: Pick<Ctx, "db">): Promise<MeasuredTable[]> {
  return db.$queryRaw<MeasuredTable[]>`
    with own as (
      select c.oid, case when n.nspname = 'queue' then 'queue' else c.relname end as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'queue') and c.relkind in ('r', 'p') and not c.relispartition
    ), parts as (
      select o.name, coalesce(p.relid::oid, o.oid) as oid from own o left join lateral pg_partition_tree(o.oid) p on true
    )
    select p.name::text as name, coalesce(${estimatedRows}, ${UNKNOWN_ROWS})::int8 as rows, sum(pg_total_relation_size(p.oid))::int8 as bytes
      from parts p join pg_class c on c.oid = p.oid group by 1 order by 1`;
}

/** Keeps the sizes of this day, of which the last one counts, and forgets those that are older than is shown. */
export async function sampleTables(ctx: Ctx): Promise<void> {
  const day = new Date(ctx.now().toISOString().slice(0, 10));
  const tables = await measureTables(ctx);
  await ctx.db.$executeRaw`
    insert into table_size (day, table_name, rows, bytes)
    select ${day}::date, t.name, t.rows, t.bytes
      from unnest(${tables.map(({ name }) => name)}::text[], ${tables.map(({ rows }) => rows)}::int8[],
                  ${tables.map(({ bytes }) => bytes)}::int8[]) as t(name, rows, bytes)
        on conflict (day, table_name) do update set rows = excluded.rows, bytes = excluded.bytes`;
  await ctx.db.tableSize.deleteMany({ where: { day: { lt: new Date(day.getTime() - KEPT_DAYS * DAY_MS) } } });
}
