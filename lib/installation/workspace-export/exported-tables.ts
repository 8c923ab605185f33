import type pg from "pg";

/** A table of which an export takes the rows of one workspace. */
export interface ExportedTable {
  name: string;
  columns: { name: string; type: string }[];
  /**
   * Columns of the primary key after the workspace: rows are read in their order. None where a workspace has one row. The workspace is not among
   * them: compared in one with the others, it keeps PostgreSQL from beginning where the page before ended.
   */
  keys: { name: string; type: string }[];
  /** SQL with the workspace as $1. */
  where: string;
  /** Columns that are secrets, or of no use without one. */
  leftOut: string[];
}

/** Of the installation and not of a workspace, though a row may name one; and what the program makes of other rows by itself. */
const notExported: ReadonlySet<string> = new Set([
  "security_event",
  "asset_object",
  "contact_search",
  "contact_search_mark",
  "contact_mark_walk",
  "event_identity",
  "event_outbox",
  "fact_outbox",
  "webhook_lane",
]);
/** What `seal` made, and what is kept instead of a secret. */
const secret = /_(sealed|hash)$/;
/** Members are people with an account: what it says of them beyond this belongs to the installation. */
const ofPeople: ReadonlySet<string> = new Set(["id", "email", "name", "created_at"]);
/** Its files are written one by one; see `exportAssets`. */
export const contentOfAssets = { table: "asset", column: "data" } as const;

const columnsSql = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, coalesce(k.place, 0)::int as place
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join lateral (select k.place from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, place)
                        where i.indrelid = c.oid and i.indisprimary and k.attnum = a.attnum) k on true
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and (c.relname in ('workspace', 'user')
          or exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped))
   order by c.relname, a.attnum`;

type Column = { table: string; name: string; type: string; place: number };

function whereOf(table: string): string {
  if (table === "workspace") return "t.id = $1::uuid";
  if (table === "user") return "t.id in (select m.user_id from member m where m.workspace_id = $1::uuid)";
  return "t.workspace_id = $1::uuid";
}

function isLeftOut({ table, name }: Column): boolean {
  if (table === "user") return !ofPeople.has(name);
  return secret.test(name) || (table === contentOfAssets.table && name === contentOfAssets.column);
}

/** Every table with rows of workspaces, as the database has them: one that is added later is exported without another word. */
export async function exportedTables(client: pg.ClientBase): Promise<ExportedTable[]> {
  const { rows } = await client.query<Column>(columnsSql);
  const names = [...new Set(rows.map(({ table }) => table))].filter((name) => !notExported.has(name));
  return names.map((name) => {
    const own = rows.filter(({ table }) => table === name);
    const keys = own.filter((column) => column.place > 0 && column.name !== "workspace_id");
    return {
      name,
      columns: own.filter((column) => !isLeftOut(column)),
      keys: keys.toSorted((a, b) => a.place - b.place),
      where: whereOf(name),
      leftOut: own.filter(isLeftOut).map((column) => column.name),
    };
  });
}
