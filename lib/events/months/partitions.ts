import type { ClientBase, PoolClient } from "pg";

/** Children of a partitioned table in the schema `partitions`, months only, as "2026-11", the earliest first. */
export async function monthsOf(
  client: ClientBase,
  parent: "public.event" | "partitions.event_moving",
): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select replace(substr(c.relname, 7), '_', '-') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass($1) and c.relname ~ '^event_\\d+_\\d\\d$' order by length(c.relname), c.relname`,
    [parent],
  );
  return rows.map(({ month }) => month);
}

export const tableOf = (month: string): string => `partitions.event_${month.replace("-", "_")}`;
export const firstDayOf = (month: string): string => `${month}-01`;

export async function exists(client: PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [table]);
  return rows[0]?.there ?? false;
}

export async function hasRows(client: PoolClient, table: "event_default" | "event_moving_default"): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`select exists (select from partitions.${table}) as found`);
  return rows[0]?.found ?? false;
}
