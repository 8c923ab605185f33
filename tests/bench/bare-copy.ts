import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** What an import writes for each of its people. */
const tables = ["contact", "subscription", "consent_record", "event", "contact_search"] as const;

/**
 * Seconds that `copy` takes for the same rows into empty tables with the same columns, checks and indexes, one after the other. No reference is checked,
 * nothing is looked for, and nobody reads a file: no import can be as fast.
 */
export async function bareCopy(
  databaseUrl: string,
  workspaceId: string,
  onTable: (table: string) => void,
): Promise<{ seconds: number; rows: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-copy-"));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let seconds = 0;
  let rows = 0;
  try {
    await client.query("create schema bench");
    for (const table of tables) {
      onTable(table);
      const file = path.join(folder, table);
      const rowsOf = `copy (select * from public.${table} where workspace_id = '${workspaceId}') to stdout (format binary)`;
      await pipeline(client.query(copyTo(rowsOf)), createWriteStream(file));
      await client.query(`create table bench.${table} (like public.${table} including all)`);
      const startedAt = performance.now();
      const copy = client.query(copyFrom(`copy bench.${table} from stdin (format binary)`));
      await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), copy);
      seconds += (performance.now() - startedAt) / 1000;
      rows += copy.rowCount;
      rmSync(file);
    }
    await client.query("drop schema bench cascade");
  } finally {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return { seconds, rows };
}
