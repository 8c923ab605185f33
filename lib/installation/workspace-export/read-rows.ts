import pg from "pg";
import type { ExportedTable } from "./exported-tables";

const maxRows = 1000;
/** Where a row may hold a whole mail. */
const maxRowsWithBytes = 16;
/** Pages become smaller where rows are large. */
const pageBytes = 8 * 2 ** 20;

const quoted = pg.escapeIdentifier;

/** Bytes as base64, in one line. */
const sqlOf = ({ name, type }: { name: string; type: string }) =>
  type === "bytea" ? `translate(encode(t.${quoted(name)}, 'base64'), E'\\n', '')` : `t.${quoted(name)}`;

function pageSql({ name, columns, keys, where }: ExportedTable, isFirst: boolean): string {
  const values = columns.map((column) => `${sqlOf(column)} as ${quoted(column.name)}`).join(", ");
  const key = keys.map((column) => `t.${quoted(column.name)}`).join(", ");
  const texts = keys.map((column) => `t.${quoted(column.name)}::text`).join(", ");
  const after = keys.map(({ type }, index) => `$${index + 3}::text::${type}`).join(", ");
  return `select array[${texts}]::text[] as key, (select row_to_json(r)::text from (select ${values}) r) as line
            from ${quoted(name)} t where ${where}${isFirst ? "" : ` and (${key}) > (${after})`}${key && ` order by ${key}`} limit $2`;
}

/** The rows of one workspace as JSON texts, a page at a time, in the order of their keys. What it holds at once does not grow with the table. */
export async function* readRows(
  client: pg.ClientBase,
  table: ExportedTable,
  workspaceId: string,
): AsyncGenerator<string[]> {
  const isWide = table.columns.some(({ type }) => type === "bytea");
  const most = isWide ? maxRowsWithBytes : maxRows;
  let take = Math.min(most, 100);
  let after: string[] | undefined;
  for (;;) {
    const { rows } = await client.query<{ key: string[]; line: string }>(pageSql(table, after === undefined), [
      workspaceId,
      take,
      ...(after ?? []),
    ]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ line }) => line);
    if (rows.length < take || table.keys.length === 0) return;
    after = last.key;
    const bytes = rows.reduce((sum, { line }) => sum + line.length, 0);
    take = Math.max(1, Math.min(most, Math.floor((pageBytes * rows.length) / bytes)));
  }
}
