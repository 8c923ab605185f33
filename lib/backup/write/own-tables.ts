import pg from "pg";

/** A table of the product as the database has it. */
export interface StoredTable {
  name: string;
  isPartitioned: boolean;
  /** All but those that PostgreSQL computes. */
  columns: string[];
}

const columnsSql = `
  select c.relname as name, c.relkind = 'p' as "isPartitioned",
         coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   group by 1, 2 order by 1`;

/** All tables of the schema, but for those of extensions; partitions are within theirs. */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(columnsSql);
  return rows;
}

/** Where each sequence of the schema stands. */
export async function storedSequences(client: pg.ClientBase): Promise<{ name: string; value: string | null }[]> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    "select sequencename::text as name, last_value::text as value from pg_sequences where schemaname = 'public' order by 1",
  );
  return rows;
}

const quoted = pg.escapeIdentifier;
const listOf = (columns: readonly string[]) => columns.map(quoted).join(", ");

/** Whole tables in PostgreSQL's text format, which all of its versions read. */
export function copyOutSql({ name, columns, isPartitioned }: StoredTable): string {
  const table = `public.${quoted(name)}`;
  const source = isPartitioned ? `(select ${listOf(columns)} from ${table})` : `${table} (${listOf(columns)})`;
  return `copy ${source} to stdout`;
}

/** The other way. */
export const copyInSql = ({ name, columns }: Pick<StoredTable, "name" | "columns">): string =>
  `copy public.${quoted(name)} (${listOf(columns)}) from stdin`;
