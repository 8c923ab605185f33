import pg from "pg";
import { conflict } from "@/lib/base/errors";

/** Times and bytes are written the same wherever it runs, and nobody hurries it. The locks of a machine that is gone end after a minute. */
const session = `
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = 0;
  set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set bytea_output = 'hex'; set extra_float_digits = 1; set row_security = off;
  set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3`;

/** A connection for copying tables. */
export async function copyingClient(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: "homing-backup" });
  client.on("error", () => {});
  await client.connect();
  await client.query(session);
  return client;
}

const tablesSql = `
  select string_agg(format('public.%I', relname), ', ' order by relname) as names from pg_class
   where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;

/**
 * Keeps away what would change tables under the backup: migrations and the care for partitions wait until it is done, or come again later.
 * Others than those wait for nothing. Throws `conflict` while another backup of this database is made.
 */
async function lockShape(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(
    "select pg_try_advisory_lock(hashtext('homing.backup')) as mine",
  );
  if (!rows[0]?.mine) throw conflict("Another backup of this database is being made.");
  await client.query("select pg_advisory_lock_shared(hashtext('homing.migrate'))");
  await client.query("select pg_advisory_lock_shared(hashtext('homing.event-months'))");
}

/** Runs `work` on the database as it is at one moment, however long that takes. Nothing can be written. The locks end with it. */
export async function inBackupSnapshot<T>(
  databaseUrl: string,
  work: (client: pg.Client, at: Date) => Promise<T>,
): Promise<T> {
  const client = await copyingClient(databaseUrl);
  try {
    await lockShape(client);
    const { rows: tables } = await client.query<{ names: string | null }>(tablesSql);
    await client.query("begin isolation level repeatable read read only");
    // The moment of what is read comes after it: no partition can go between the two.
    await client.query(`lock table ${tables[0]!.names} in access share mode`);
    const { rows } = await client.query<{ at: Date }>("select clock_timestamp() as at");
    return await work(client, rows[0]!.at);
  } finally {
    await client.end().catch(() => {});
  }
}
