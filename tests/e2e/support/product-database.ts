import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

const root = path.resolve(import.meta.dirname, "../../..");

/** A connection to the embedded PostgreSQL of a running product, by its data folder. */
export async function productDatabase(data: string): Promise<pg.Client> {
  const folder = path.join(root, data);
  const password = readFileSync(path.join(folder, "pg-password"), "utf8");
  // Started by root, the server's files can stand elsewhere: lib/run/cluster/cluster-home.ts.
  const pointer = path.join(folder, "pg-home");
  const home = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : folder;
  const port = Number(readFileSync(path.join(home, "pg/postmaster.pid"), "utf8").split("\n")[3]);
  const client = new pg.Client({ host: "127.0.0.1", port, user: "homing", password, database: "homing" });
  await client.connect();
  return client;
}

/** Rows of every table, as one number each: what "nothing was stored" is measured with. */
export async function rowCounts(client: pg.Client, besides: readonly string[] = []): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows.filter((row) => !besides.includes(row.name))) {
    const found = await client.query<{ count: number }>(`select count(*)::int as count from "${name}"`);
    counts[name] = found.rows[0]!.count;
  }
  return counts;
}
