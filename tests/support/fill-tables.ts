import pg from "pg";

interface Column {
  table: string;
  name: string;
  type: string;
  /** A value that a check allows, where the column has a closed list of them. */
  listed: string | null;
  /** The table and column that it points at. */
  points: { table: string; column: string } | null;
}

const columnsSql = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
         (select substring(pg_get_constraintdef(k.oid) from '''([^'']*)''') from pg_constraint k
           where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as listed,
         (select json_build_object('table', f.relname, 'column', fa.attname)
            from pg_constraint k join pg_class f on f.oid = k.confrelid
            join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = k.confkey[array_position(k.conkey, a.attnum)]
           where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey) limit 1) as points
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attgenerated = ''
   order by c.relname, a.attnum`;

/** What formats that separate by signs take for something else, and the ends of ranges. */
const sampleOf: Readonly<Record<string, string>> = {
  text:
    `'tab	line
return` +
    "\r" +
    String.raw` back\slash \N \. "quoted", ''single'' é 𝒳'`,
  "character varying": "'x'",
  uuid: "'01990000-0000-7000-8000-0000000000ff'",
  integer: "-2147483648",
  bigint: "9223372036854775807",
  boolean: "true",
  bytea: String.raw`'\x00ff0a5c0d'`,
  date: "'2026-02-28'",
  "double precision": "0.1::float8 + 0.2::float8",
  numeric: "'123456789012345678901234.000100'",
  jsonb: String.raw`'{"a\tb": ["\\", "\n", null, 1e30]}'`,
  "integer[]": "array[-2147483648, 2147483647]",
  "text[]": String.raw`array['a,b', '"', '\', null, '']`,
  "uuid[]": "array['01990000-0000-7000-8000-0000000000ff'::uuid]",
  "timestamp with time zone": "'2026-11-29 12:34:56.789+00'",
};

/** Tables after those that they point at. */
function inOrder(columns: readonly Column[]): string[] {
  const order = new Set<string>();
  const add = (table: string): void => {
    if (order.has(table)) return;
    for (const { points } of columns.filter((column) => column.table === table))
      if (points && points.table !== table) add(points.table);
    order.add(table);
  };
  for (const { table } of columns) add(table);
  return [...order];
}

function valueFor({ type, listed, points, table, name }: Column): string {
  if (points) return `(select ${pg.escapeIdentifier(points.column)} from ${pg.escapeIdentifier(points.table)} limit 1)`;
  if (listed !== null) return pg.escapeLiteral(listed);
  const value = sampleOf[type];
  if (!value) throw new Error(`${table}.${name} has the type ${type}, which no value is known for.`);
  return value;
}

/** Gives each table that is empty one row without a null. Answers the names of all tables. */
export async function fillTables(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: columns } = await client.query<Column>(columnsSql);
    const tables = inOrder(columns);
    for (const table of tables) {
      const own = columns.filter((column) => column.table === table);
      const names = own.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
      const into = pg.escapeIdentifier(table);
      await client.query(
        `insert into ${into} (${names}) select ${own.map(valueFor).join(", ")} where not exists (select from ${into})`,
      );
    }
    return tables;
  } finally {
    await client.end();
  }
}

/** What a database holds: by table the count of its rows and a checksum over all of them, in no order. */
export async function tableSums(databaseUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: columns } = await client.query<Column>(columnsSql);
    const sums: Record<string, string> = {};
    for (const table of new Set(columns.map((column) => column.table))) {
      const { rows } = await client.query<{ sum: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum from ${pg.escapeIdentifier(table)} t`,
      );
      sums[table] = rows[0]!.sum;
    }
    return sums;
  } finally {
    await client.end();
  }
}
