import pg from "pg";
import { open, seal, sealedPrefix } from "./secret-box";

const rowsATime = 500;

export interface Resealed {
  resealed: number;
  /** Values that no known secret opens, as `table.column: how many`; they are left as they are. */
  unreadable: string[];
}

interface SealedRow {
  ctid: string;
  sealed: string;
}

/** Every column whose name ends in `_sealed` holds what `seal` made, and nothing else does. */
async function sealedColumns(client: pg.Client): Promise<{ table: string; column: string }[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and column_name like '%\\_sealed' order by 1, 2`,
  );
  return rows;
}

function tryOpen(sealed: string): string | null {
  try {
    return open(sealed);
  } catch {
    return null;
  }
}

const fewRows = 20;

/** Whether the secrets that are set open some of what is stored; true as well when nothing is. */
export async function opensStored(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let found = 0;
    for (const { table, column } of await sealedColumns(client)) {
      const [from, at] = [client.escapeIdentifier(table), client.escapeIdentifier(column)];
      const { rows } = await client.query<{ sealed: string }>(
        `select ${at} as sealed from ${from} where ${at} is not null limit ${fewRows}`,
      );
      if (rows.some(({ sealed }) => tryOpen(sealed) !== null)) return true;
      found += rows.length;
    }
    return found === 0;
  } finally {
    await client.end();
  }
}

async function resealColumn(
  client: pg.Client,
  table: string,
  column: string,
): Promise<[resealed: number, left: number]> {
  const [from, at] = [client.escapeIdentifier(table), client.escapeIdentifier(column)];
  let after = "(0,0)";
  let resealed = 0;
  let left = 0;
  for (;;) {
    // What is written anew stands further back and no longer matches; what cannot be opened is passed by.
    const { rows } = await client.query<SealedRow>(
      `select t.ctid::text as ctid, ${at} as sealed from ${from} t where ${at} is not null and not starts_with(${at}, $1) and t.ctid > $2::tid
        order by t.ctid limit ${rowsATime}`,
      [sealedPrefix(), after],
    );
    for (const row of rows) {
      const text = tryOpen(row.sealed);
      if (text === null) {
        left += 1;
        continue;
      }
      const changed = await client.query(`update ${from} set ${at} = $1 where ctid = $2::tid and ${at} = $3`, [
        seal(text),
        row.ctid,
        row.sealed,
      ]);
      resealed += changed.rowCount ?? 0;
    }
    const last = rows.at(-1);
    if (!last) return [resealed, left];
    after = last.ctid;
  }
}

/** Seals every stored secret with the newest HOMING_SECRET. May be repeated, and run while the product runs. */
export async function resealEverything(databaseUrl: string): Promise<Resealed> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const result: Resealed = { resealed: 0, unreadable: [] };
    for (const { table, column } of await sealedColumns(client)) {
      const [resealed, left] = await resealColumn(client, table, column);
      result.resealed += resealed;
      if (left > 0) result.unreadable.push(`${table}.${column}: ${left}`);
    }
    return result;
  } finally {
    await client.end();
  }
}
