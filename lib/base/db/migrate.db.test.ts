import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { emptyDatabase } from "@/tests/support/empty-database";
import { migrate, pendingMigrations } from "./migrate";

/** A folder with these migrations, by name. */
async function migrations(sqlByName: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "homing-migrations-"));
  for (const [name, sql] of Object.entries(sqlByName)) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

async function session(url: string, ...statements: string[]): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  for (const sql of statements) await client.query(sql);
  return client;
}

async function untilSomebodyWaits(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%add column%'",
    );
    if (rows.length > 0) return;
  }
}

test("a migration that has to wait for a table keeps nobody else from it", async () => {
  const { url, drop } = await emptyDatabase();
  const folder = await migrations({ "1_then": "alter table t add column n int" });
  // A long question, in a process of the release before.
  const long = await session(url, "create table t (id int)", "begin", "select from t");
  const short = await session(url, "set statement_timeout = '4s'");
  const migrated = migrate(url, folder);
  await untilSomebodyWaits(short);
  await short.query("select from t");
  await long.query("commit");
  expect(await migrated).toEqual(["1_then"]);
  await Promise.all([long.end(), short.end()]);
  await drop();
  await rm(folder, { recursive: true });
});

test("whether migrations are missing is not known of a server that does not answer", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  const { port } = silent.address() as { port: number };
  const asked = pendingMigrations(`postgresql://nobody@127.0.0.1:${port}/none`, "prisma/migrations");
  await expect(asked).rejects.toThrow();
  silent.close();
});
