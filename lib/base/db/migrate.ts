import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { withBriefLock } from "./brief-lock";
import { requireGrants } from "./grants";
import { type NewerSchema, newerSchema } from "./newer-schema";
import { requireServerVersion } from "./server-version";

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, hex: what Prisma's own tools record. */
  checksum: string;
}

/** Migrations of the folder in order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

// The table and its meaning are Prisma's, so `prisma migrate deploy` works on the same database and folder.
const historyTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

async function appliedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Which migrations a database has, in the order of their names, each with its checksum. */
export async function appliedIn(client: pg.ClientBase): Promise<Pick<Migration, "name" | "checksum">[]> {
  const applied = await appliedMigrations(client);
  return [...applied].map(([name, checksum]) => ({ name, checksum })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Makes the tables of these migrations in an empty database, in the caller's transaction, and notes none of them. */
export async function makeTables(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query(historyTable);
  for (const { sql } of migrations) await client.query(indexMadeAlone(sql) ? withinTransaction(sql) : sql);
}

/** An index of an empty table is made at once, and nobody waits for it. */
const withinTransaction = (sql: string) => sql.replace(/\bconcurrently\s/i, "");

/** Over some ten minutes: no statement of a job holds a table for longer. */
const LOCK_TRIES = 100;

/** Processes may be at work on the tables: behind a long question, a migration that waited for it would stop them all. */
async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  const note = () =>
    client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       values ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
  const index = indexMadeAlone(migration.sql);
  const applied = index
    ? makeIndex(client, migration, index).then(note)
    : withBriefLock(client, () => client.query(migration.sql).then(note), LOCK_TRIES);
  await applied.catch((error: Error) => {
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${error.message}`);
  });
}

/** A migration that is nothing but this: inside a transaction PostgreSQL refuses it, and otherwise nobody could write meanwhile. */
const indexAlone = /^(?:\s|--.*\n)*create\s+(?:unique\s+)?index\s+concurrently\s+"?(\w+)"?\s/i;

/** The index that a migration makes while everybody goes on writing; null when it does something else. */
export const indexMadeAlone = (sql: string) => indexAlone.exec(sql)?.[1] ?? null;

async function makeIndex(client: pg.Client, migration: Migration, name: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_index where indexrelid = to_regclass(quote_ident($1))", [
    name,
  ]);
  // What an attempt before left behind, which was ended in the middle: also a whole one, when it was ended before it was noted.
  if (rowCount) await client.query(`drop index concurrently "${name}"`);
  await client.query(migration.sql);
}

const TURN_MS = 100;

/**
 * One process at a time migrates. Who waits holds nothing meanwhile: an index that is made concurrently waits for every statement that
 * began before it, and would never end with one that waits for this lock.
 */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtext('homing.migrate')) as taken",
    );
    if (rows[0]?.taken) return;
    await sleep(TURN_MS);
  }
}

/**
 * Applies what is missing, each migration in its own transaction, one process at a time.
 * Returns the names applied. Says it, and goes on, when a newer release has been here. Throws when that one took away what this release
 * reads, or has not what this one would add; when a migration that was applied has since been edited, where the server is too old, and
 * where a grant is missing.
 */
export async function migrate(databaseUrl: string, folder: string, say = console.error): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await requireServerVersion(client);
    // The role may have limits that are meant for its requests.
    await client.query("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
    await takeTurn(client);
    await requireGrants(client);
    await client.query(historyTable);
    const applied = await appliedMigrations(client);
    const missing = missingFrom(applied, migrations);
    const newer = newerSchema(applied.keys(), namesOf(migrations));
    if (newer && missing.length > 0) throw new Error(`${newer.text} ${neitherOne(missing)}`);
    if (newer?.isTooOld) throw new Error(newer.text);
    if (newer) say(newer.text);
    for (const migration of missing) await applyOne(client, migration);
    return namesOf(missing);
  } finally {
    await client.end();
  }
}

const namesOf = (migrations: readonly Migration[]) => migrations.map(({ name }) => name);

const neitherOne = (missing: readonly Migration[]) =>
  `Of this release's own, ${namesOf(missing).join(", ")} ${missing.length === 1 ? "is" : "are"} missing there: neither follows the other, and nothing was changed. Use the newer release, or another database.`;

function missingFrom(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): Migration[] {
  return migrations.filter(({ name, checksum }) => {
    const before = applied.get(name);
    if (before && before !== checksum)
      throw new Error(`Migration ${name} was changed after it was applied. Restore it and write a new one.`);
    return before === undefined;
  });
}

const ANSWER_MS = 5_000;

/** How a database stands to a release. */
export interface SchemaState {
  /** Names of migrations of the release that the database does not have yet. */
  pending: string[];
  newer: NewerSchema | null;
}

/** Compares the migrations of the folder with those of the database. Throws when it does not answer within seconds. */
export async function schemaState(databaseUrl: string, folder: string): Promise<SchemaState> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  // A connection that breaks must not end the process; the question fails with it.
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ found: string | null }>("select to_regclass('_prisma_migrations') as found");
    const applied = rows[0]?.found ? await appliedMigrations(client) : new Map<string, string>();
    return {
      pending: namesOf(migrations).filter((name) => !applied.has(name)),
      newer: newerSchema(applied.keys(), namesOf(migrations)),
    };
  } finally {
    await client.end();
  }
}
