import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { BackupStart, BackupWhole } from "@/lib/backup/format/contents";
import { DamagedBackup } from "@/lib/backup/format/damaged-backup";
import { unpackFrames } from "@/lib/backup/format/pack";
import type { BackupSource } from "@/lib/backup/places/open-place";
import { copyInSql, storedTables } from "@/lib/backup/write/own-tables";
import { copyingClient } from "@/lib/backup/write/snapshot";
import { requireGrants } from "@/lib/base/db/grants";
import { type Migration, makeTables, readMigrations } from "@/lib/base/db/migrate";
import { requireServerVersion } from "@/lib/base/db/server-version";
import type { AnyJob } from "@/lib/base/jobs/define-job";
import { firstDayOf } from "@/lib/events/months/partitions";
import { requireEmpty } from "./empty-database";
import { type FilledQueue, openQueue } from "./load-jobs";
import { markRestored } from "./mark-restored";
import { checkBackup, type ReadBackup, readBackup } from "./read-backup";
import { requireRestorable } from "./require-restorable";
import { putBack, setAside } from "./set-aside";

export interface RestoreInput {
  source: BackupSource;
  passphrase: string | undefined;
  /** Also where none of the secrets of the backup is known here. */
  acceptSecret: boolean;
  /** Folder of this release's migrations. */
  migrations: string;
  /** Those that the product has. */
  jobs: readonly AnyJob[];
}

/** What was restored. */
export interface RestoredBackup extends ReadBackup {
  /** Jobs that wait again. */
  jobs: number;
}

/** The tables as they were, empty. Throws when the backup is of others. */
async function prepareTables(client: pg.ClientBase, start: BackupStart, migrations: Migration[]): Promise<void> {
  await makeTables(client, migrations);
  for (const month of start.months) await client.query("select ensure_event_partition($1::date)", [firstDayOf(month)]);
  const names = (await storedTables(client)).map(({ name }) => name);
  if (JSON.stringify(names) !== JSON.stringify(start.tables))
    throw new DamagedBackup("its tables are not those of its migrations");
}

async function setSequences(client: pg.ClientBase, sequences: BackupWhole["sequences"]): Promise<void> {
  for (const { name, value } of sequences)
    if (value !== null)
      await client.query("select setval(format('public.%I', $1::text)::regclass, $2::bigint)", [name, value]);
}

/** Copies the rows and the jobs in. Answers what the backup says of itself, and how many jobs wait again. */
async function load(client: pg.Client, queue: FilledQueue, input: RestoreInput): Promise<RestoredBackup> {
  const { source, passphrase } = input;
  const now = new Date();
  let jobs = 0;
  const read = await readBackup(unpackFrames(source.place.read(source.name), passphrase), {
    async table(table, rows) {
      const into = client.query(copyFrom(copyInSql(table)));
      await pipeline(rows, into);
      return into.rowCount;
    },
    async jobs(stored) {
      jobs += await queue.add(client, stored, now);
    },
  });
  return { ...read, jobs };
}

async function fill(
  client: pg.Client,
  queue: FilledQueue,
  input: RestoreInput,
  { start }: ReadBackup,
  migrations: Migration[],
) {
  await client.query("begin");
  await requireEmpty(client);
  await prepareTables(client, start, migrations);
  const aside = await setAside(client);
  // Migrations write rows too.
  await client.query(`truncate ${start.tables.map((name) => client.escapeIdentifier(name)).join(", ")}`);
  const restored = await load(client, queue, input);
  await setSequences(client, restored.whole.sequences);
  await putBack(client, aside);
  await markRestored(client, start);
  await client.query("commit");
  return restored;
}

/**
 * Restores a backup into an empty database: its tables as the backup's migrations make them, its rows, and the jobs that waited, all in one
 * transaction. The whole file is read and proven before anything is written. Throws in words, and then nothing is there. Newer migrations
 * are for `migrate`, and what follows a restore for `finishRestore`.
 */
export async function restoreDatabase(databaseUrl: string, input: RestoreInput): Promise<RestoredBackup> {
  const client = await copyingClient(databaseUrl);
  try {
    await requireServerVersion(client);
    await client.query("select pg_advisory_lock(hashtext('homing.migrate'))");
    await requireGrants(client);
    await requireEmpty(client);
    const checked = await checkBackup(unpackFrames(input.source.place.read(input.source.name), input.passphrase));
    const migrations = requireRestorable(checked.start, await readMigrations(input.migrations), input);
    const queue = await openQueue(databaseUrl, input.jobs);
    let isDone = false;
    try {
      const restored = await fill(client, queue, input, checked, migrations);
      isDone = true;
      return restored;
    } finally {
      await queue.close();
      if (!isDone) await client.query("rollback; drop schema if exists queue cascade").catch(() => {});
    }
  } finally {
    await client.end().catch(() => {});
  }
}
