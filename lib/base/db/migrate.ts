import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { withBriefLock } from "./brief-lock";
import { requireGrants } from "./grants";
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

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Over some ten minutes: no statement of a job holds a table for longer. */
const LOCK_TRIES = 100;

/** Processes may be at work on the tables: behind a long question, a migration that waited for it would stop them all. */
async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  const apply = async () => {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       values ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
  };
  await withBriefLock(client, apply, LOCK_TRIES).catch((error: Error) => {
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${error.message}`);
  });
}

/**
 * Applies what is missing, each migration in its own transaction, one process at a time.
 * Returns the names applied. Throws when a migration that was applied has since been edited, where the server is too old, and where a grant
 * is missing.
 */
export async function migrate(databaseUrl: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await requireServerVersion(client);
    // The role may have limits that are meant for its requests.
    await client.query("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
    await client.query("select pg_advisory_lock(hashtext('homing.migrate'))");
    await requireGrants(client);
    await client.query(historyTable);
    const applied = await appliedMigrations(client);
    const done: string[] = [];
    for (const migration of migrations) {
      const checksum = applied.get(migration.name);
      if (checksum && checksum !== migration.checksum) {
        throw new Error(
          `Migration ${migration.name} was changed after it was applied. Restore it and write a new one.`,
        );
      }
      if (checksum) continue;
      await applyOne(client, migration);
      done.push(migration.name);
    }
    return done;
  } finally {
    await client.end();
  }
}

const ANSWER_MS = 5_000;

/** Names of migrations in the folder that the database does not have yet. Throws when it does not answer within seconds. */
export async function pendingMigrations(databaseUrl: string, folder: string): Promise<string[]> {
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
    return migrations.filter((migration) => !applied.has(migration.name)).map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
