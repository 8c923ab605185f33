import type pg from "pg";

interface Column {
  type: string;
  notNull: boolean;
  /** A value comes by itself: a default, an identity or a generated column. */
  filled: boolean;
}
interface Constraint {
  table: string;
  /** As in pg_constraint: c check, f foreign key, p primary key, u unique, x exclusion. */
  kind: string;
  validated: boolean;
  definition: string;
  /** "table.column" */
  columns: string[];
}
interface Index {
  table: string;
  unique: boolean;
  columns: string[];
}

/** What a release may count on in a database: its own tables, without their partitions. */
export interface SchemaPicture {
  /** Number of the file that holds its rows, by table: another one means that all of it was written anew. */
  tables: Map<string, number>;
  columns: Map<string, Column>;
  constraints: Map<string, Constraint>;
  indexes: Map<string, Index>;
  functions: Set<string>;
}

const own = "c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations'";
const columnsOf = (numbers: string) =>
  `array(select c.relname || '.' || a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = any (${numbers}))`;

export async function schemaPicture(client: pg.ClientBase): Promise<SchemaPicture> {
  const rowsOf = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
  const mapOf = <Row extends { key: string }>(rows: Row[]) => new Map(rows.map((row) => [row.key, row]));
  const tables = await rowsOf<{ key: string; file: number }>(
    `select c.relname as key, pg_relation_filenode(c.oid)::int as file from pg_class c
      where ${own} and c.relkind in ('r', 'p', 'v', 'm')`,
  );
  const columns = await rowsOf<Column & { key: string }>(
    `select c.relname || '.' || a.attname as key, format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as "notNull", a.atthasdef or a.attidentity <> '' as filled
       from pg_attribute a join pg_class c on c.oid = a.attrelid
      where ${own} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped`,
  );
  // Those of columns that may not be null (PostgreSQL 18) are seen with the columns.
  const constraints = await rowsOf<Constraint & { key: string }>(
    `select c.relname || '.' || o.conname as key, c.relname as table, o.contype::text as kind, o.convalidated as validated,
        pg_get_constraintdef(o.oid) as definition, ${columnsOf("o.conkey")} as columns
       from pg_constraint o join pg_class c on c.oid = o.conrelid where ${own} and o.contype <> 'n'`,
  );
  const indexes = await rowsOf<Index & { key: string }>(
    `select i.indexrelid::regclass::text as key, c.relname as table, i.indisunique as unique,
        ${columnsOf("i.indkey::int2[]")} as columns
       from pg_index i join pg_class c on c.oid = i.indrelid where ${own}`,
  );
  const functions = await rowsOf<{ key: string }>(
    "select oid::regprocedure::text as key from pg_proc where pronamespace = 'public'::regnamespace",
  );
  return {
    tables: new Map(tables.map(({ key, file }) => [key, file])),
    columns: mapOf(columns),
    constraints: mapOf(constraints),
    indexes: mapOf(indexes),
    functions: new Set(functions.map(({ key }) => key)),
  };
}

/** Locks of the open transaction on tables that stood before it, as "MODE table". */
export async function locksHeld(client: pg.ClientBase, before: SchemaPicture): Promise<string[]> {
  const { rows } = await client.query<{ mode: string; table: string }>(
    `select distinct l.mode, c.relname as table from pg_locks l join pg_class c on c.oid = l.relation
      where l.pid = pg_backend_pid() and ${own} and c.relkind in ('r', 'p') order by 1, 2`,
  );
  return rows.filter(({ table }) => before.tables.has(table)).map(({ mode, table }) => `${mode} ${table}`);
}
