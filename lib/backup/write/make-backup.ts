import type pg from "pg";
import type { BackupStart, BackupWhole } from "@/lib/backup/format/contents";
import { backupFrame } from "@/lib/backup/format/frames";
import { newHeader } from "@/lib/backup/format/header";
import { packFrames } from "@/lib/backup/format/pack";
import { type BackupPlace, backupName } from "@/lib/backup/places/backup-place";
import { appliedIn } from "@/lib/base/db/migrate";
import { serverVersionSql } from "@/lib/base/db/server-version";
import { ownVersion } from "@/lib/base/process/own-version";
import { secretIds } from "@/lib/base/security/tokens";
import { monthsOf } from "@/lib/events/months/partitions";
import { places } from "@/prisma/distribution";
import { storedSequences, storedTables } from "./own-tables";
import { jobsFrames } from "./read-jobs";
import { tablesFrames } from "./read-tables";
import { inBackupSnapshot } from "./snapshot";

/** What was made. */
export interface MadeBackup {
  name: string;
  /** The moment of all rows. */
  at: Date;
  /** Of the file. */
  bytes: number;
  seconds: number;
  tables: BackupWhole["tables"];
  /** Tables of the schema that are not ours, and are not in it. */
  leftOut: string[];
  /** Pictures outside the database, by place; they are not in it. */
  pictures: BackupStart["pictures"];
}

/** Where Prisma and we note the migrations: it goes along, so that the copy has the history of its original. */
const history = "_prisma_migrations";
const isOurs = (name: string) => name === history || Object.hasOwn(places, name);

const picturesSql = `
  select p.address, count(*)::int as pictures, sum(o.bytes)::float8 as bytes
    from asset_place p join asset_object o on o.place_id = p.id group by 1 order by 1`;

async function picturesElsewhere(client: pg.Client): Promise<BackupStart["pictures"]> {
  // Also of a database that is not brought up to this release yet.
  const { rows: found } = await client.query<{ table: string | null }>(
    "select to_regclass('public.asset_object') as table",
  );
  return found[0]?.table ? (await client.query<BackupStart["pictures"][number]>(picturesSql)).rows : [];
}

async function startOf(
  client: pg.Client,
  at: Date,
  names: { ours: string[]; leftOut: string[] },
): Promise<BackupStart> {
  const { rows } = await client.query<{ number: number }>(serverVersionSql);
  return {
    release: ownVersion,
    at: at.toISOString(),
    server: rows[0]!.number,
    secrets: secretIds(),
    migrations: await appliedIn(client),
    months: await monthsOf(client, "public.event"),
    tables: names.ours,
    leftOut: names.leftOut,
    pictures: await picturesElsewhere(client),
  };
}

async function* framesOf(client: pg.Client, start: BackupStart, whole: BackupWhole): AsyncGenerator<Buffer> {
  yield backupFrame("start", start);
  const tables = (await storedTables(client)).filter(({ name }) => isOurs(name));
  yield* tablesFrames(client, tables, whole.tables);
  yield* jobsFrames(client, (count) => {
    whole.jobs = count;
  });
  whole.sequences = await storedSequences(client);
  yield backupFrame("whole", whole);
}

/**
 * Writes everything that the database has, as of one moment, into one new file of the place: streaming, compressed, sealed, and encrypted
 * with a passphrase. The product goes on meanwhile. Throws `conflict` while another backup is made; nothing is left of one that fails.
 */
export async function makeBackup(
  databaseUrl: string,
  { place, passphrase }: { place: BackupPlace; passphrase: string | undefined },
): Promise<MadeBackup> {
  const begun = performance.now();
  const key = await newHeader(passphrase);
  return inBackupSnapshot(databaseUrl, async (client, at) => {
    await place.sweep();
    const all = (await storedTables(client)).map(({ name }) => name);
    const leftOut = all.filter((name) => !isOurs(name));
    const start = await startOf(client, at, { ours: all.filter(isOurs), leftOut });
    const whole: BackupWhole = { tables: [], jobs: 0, sequences: [] };
    const name = backupName(at);
    const { bytes } = await place.write(name, packFrames(framesOf(client, start, whole), key));
    const seconds = (performance.now() - begun) / 1000;
    return { name, at, bytes, seconds, tables: whole.tables, leftOut, pictures: start.pictures };
  });
}
