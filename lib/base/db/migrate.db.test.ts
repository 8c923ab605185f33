import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { emptyDatabase } from "@/tests/support/empty-database";
import { migrate, schemaState } from "./migrate";

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

test("two that migrate at once take turns, also where an index is made concurrently", async () => {
  const { url, drop } = await emptyDatabase();
  const folder = await migrations({
    "1_table": "create table t (id int); select pg_sleep(0.5)",
    "2_index": "create index concurrently t_id on t (id)",
  });
  const both = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(both.map(({ length }) => length).sort()).toEqual([0, 2]);
  await drop();
  await rm(folder, { recursive: true });
});

test("whether migrations are missing is not known of a server that does not answer", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  const { port } = silent.address() as { port: number };
  const asked = schemaState(`postgresql://nobody@127.0.0.1:${port}/none`, "prisma/migrations");
  await expect(asked).rejects.toThrow();
  silent.close();
});

test("an older release says what a newer one has done: it goes on, unless that took away what it reads", async () => {
  const { url, drop } = await emptyDatabase();
  const old = await migrations({ "20260101000000_first": "create table t (id int)" });
  const added = { "20260101000000_first": "create table t (id int)", "20260201000000_more": "alter table t add n int" };
  const taken = { ...added, "20260301000000_less_after_20260201000000": "alter table t drop id" };
  const said: string[] = [];
  await migrate(url, await migrations(added), (line) => said.push(line));
  expect(said).toEqual([]);
  expect(await migrate(url, old, (line) => said.push(line))).toEqual([]);
  expect(said).toEqual([
    expect.stringContaining("migrated by a newer release: 1 migration unknown here: 20260201000000_more"),
  ]);
  expect((await schemaState(url, old)).newer?.isTooOld).toBe(false);

  await migrate(url, await migrations(taken));
  expect(await migrate(url, await migrations(added), (line) => said.push(line))).toEqual([]);
  await expect(migrate(url, old)).rejects.toThrow("took away what this release reads");
  expect((await schemaState(url, old)).newer?.isTooOld).toBe(true);

  const other = await migrations({ ...added, "20260401000000_other": "create table u (id int)" });
  await expect(migrate(url, other)).rejects.toThrow("20260401000000_other is missing there: neither follows the other");
  await drop();
});

test("an index is made while others write, and what an ended attempt left behind is made anew", async () => {
  const { url, drop } = await emptyDatabase();
  const client = await session(url, "create table t (id int)", "insert into t values (1), (1)");
  const folder = await migrations({ "1_index": "-- Why.\ncreate unique index concurrently t_id on t (id);" });
  await expect(migrate(url, folder)).rejects.toThrow("1_index failed");
  await client.query("delete from t");
  const writer = await session(url, "begin", "insert into t values (2)");
  const migrated = migrate(url, folder);
  const other = await session(url, "set lock_timeout = '1s'", "insert into t values (3)");
  await writer.query("commit");
  expect(await migrated).toEqual(["1_index"]);
  const { rows } = await client.query("select indisvalid from pg_index where indexrelid = 't_id'::regclass");
  expect(rows).toEqual([{ indisvalid: true }]);
  // Ended after the index was whole, and before it was noted.
  await client.query("delete from _prisma_migrations");
  expect(await migrate(url, folder)).toEqual(["1_index"]);
  await Promise.all([client.end(), writer.end(), other.end()]);
  await drop();
});
