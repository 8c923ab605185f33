import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { systemMailJob } from "@/lib/account/jobs";
import { migrate } from "@/lib/base/db/migrate";
import { ensureQueue, openBossAt } from "@/lib/base/jobs/boss";
import { sendAnswerJob } from "@/lib/inbound/replies/answer-job";
import { runImportJob } from "@/lib/people/imports/jobs";
import { emptyDatabase, migrationsBefore } from "@/tests/support/empty-database";
import { fillTables, tableSums } from "@/tests/support/fill-tables";
import { DamagedBackup } from "./format/damaged-backup";
import type { BackupPlace } from "./places/backup-place";
import { folderPlace } from "./places/folder-place";
import { emptyAgain } from "./restore/empty-database";
import { type RestoreInput, restoreDatabase } from "./restore/restore-database";
import { makeBackup } from "./write/make-backup";

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(path.join(tmpdir(), "homing-backup-"));
const place = folderPlace(folder);
type Empty = Awaited<ReturnType<typeof emptyDatabase>>;
let source: Empty;
let target: Empty;
let name = "";
const passphrase = "correct horse battery staple";

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
const restore = (changes: Partial<RestoreInput> = {}, of = name) =>
  restoreDatabase(target.url, {
    source: { place, name: of },
    passphrase,
    acceptSecret: false,
    migrations: "prisma/migrations",
    jobs: [runImportJob, systemMailJob, sendAnswerJob],
    ...changes,
  });
const isEmpty = () =>
  on(target.url, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_class c join pg_namespace n on n.oid = relnamespace
        where nspname !~ '^pg_' and nspname <> 'information_schema'`,
    );
    return rows[0]!.count === 0;
  });

/** What a database is made of: columns, constraints, indexes of tables, functions. */
const shapeOf = (url: string) =>
  on(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select format('%s.%s %s %s', table_name, column_name, data_type, column_default) as line
        from information_schema.columns where table_schema = 'public'
      union all select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
                 where connamespace = 'public'::regnamespace and conparentid = 0
      union all select format('%s %s', indexdef, (select indisvalid from pg_index where indexrelid = format('public.%I', indexname)::regclass))
                  from pg_indexes where schemaname = 'public'
      union all select format('%s of a partition: %s', tablename, count(*)) from pg_indexes where schemaname = 'partitions' group by tablename
      union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
      order by 1`);
    return rows.map(({ line }) => line);
  });

beforeAll(async () => {
  [source, target] = [await emptyDatabase(), await emptyDatabase()];
  await migrate(source.url, "prisma/migrations");
  await fillTables(source.url);
  await on(source.url, async (client) => {
    await client.query("select ensure_event_partition('2024-02-01')");
    // In a month of its own, in one of now, and in one that has no partition.
    await client.query(`
      insert into event select (e).* from (select jsonb_populate_record(event, jsonb_build_object('id', uuid_at(at))) as e
        from event, unnest('{2024-02-07,2026-11-30,2019-01-01}'::timestamptz[]) at) made`);
  });
  const boss = await openBossAt(source.url);
  for (const job of [runImportJob, systemMailJob, sendAnswerJob]) await ensureQueue(boss, job.name, job.options);
  await boss.send(runImportJob.name, { workspaceId: "a" }, { singletonKey: "k", startAfter: 60, group: { id: "a" } });
  await boss.send(systemMailJob.name, { workspaceId: "", sealed: "x" });
  // May have left since the backup.
  await boss.send(sendAnswerJob.name, { workspaceId: "a", answerId: "b" });
  await boss.stop({ graceful: false });
  const made = await makeBackup(source.url, { place, passphrase });
  name = made.name;
  expect(made.pictures).toMatchObject([{ pictures: 1, address: expect.any(String) }]);
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("every table of the catalogue comes back as it was, and so does the schema", async () => {
  const sums = await tableSums(source.url);
  expect(Object.values(sums).filter((sum) => sum.startsWith("0 "))).toEqual([]);
  const restored = await restore();
  expect(restored.start.pictures).toHaveLength(1);
  const found = await tableSums(target.url);
  const differing = Object.keys(sums).filter((table) => found[table] !== sums[table]);
  // What a restore ends, and its own mark.
  expect(differing).toEqual([
    "auth_token",
    "campaign_under_way",
    "email_under_way",
    "installation_setting",
    "passkey_challenge",
    "pending_sign_in",
    "session",
    "worker_heartbeat",
  ]);
  expect(await shapeOf(target.url)).toEqual(await shapeOf(source.url));
  expect(restored).toMatchObject({ jobs: 1, whole: { jobs: 3 } });
  const jobs = await on(target.url, (client) =>
    client.query(
      "select name, data, singleton_key, group_id, start_after > now() as later from queue.job where name not like '\\_\\_%'",
    ),
  );
  expect(jobs.rows).toEqual([
    { name: "imports.run", data: { workspaceId: "a" }, singleton_key: "k", group_id: "a", later: true },
  ]);
  const events = await on(target.url, (client) =>
    client.query("select tableoid::regclass::text as at from event order by 1"),
  );
  expect(events.rows.map(({ at }) => at)).toContain("partitions.event_2024_02");
  const mode = statSync(path.join(folder, name)).mode & 0o777;
  expect(mode).toBe(0o600);
});

test("a database that is not empty is refused, and taking away leaves one that is", async () => {
  await expect(restore()).rejects.toThrow("The database is not empty (table");
  await emptyAgain(target.url);
  expect(await isEmpty()).toBe(true);
  await on(target.url, (client) => client.query("create table public.notes (id int)"));
  await expect(restore()).rejects.toThrow("table public.notes");
  await on(target.url, (client) => client.query("drop table public.notes"));
});

test("of a backup that does not fit nothing is left", async () => {
  const whole = readFileSync(path.join(folder, name));
  const altered = (change: (file: Buffer) => void) => {
    const file = Buffer.from(whole);
    change(file);
    writeFileSync(path.join(folder, "altered.backup"), file);
    return restore({}, "altered.backup");
  };
  await expect(
    altered((file) => file.writeUInt8(file[file.length - 40]! ^ 1, file.length - 40)),
  ).rejects.toBeInstanceOf(DamagedBackup);
  truncateSync(path.join(folder, "altered.backup"), whole.length - 1);
  await expect(restore({}, "altered.backup")).rejects.toBeInstanceOf(DamagedBackup);
  await expect(restore({ passphrase: "another passphrase" })).rejects.toThrow("the passphrase is another one");
  await expect(restore({ passphrase: undefined })).rejects.toThrow("BACKUP_PASSPHRASE");
  const older = await migrationsBefore("worker_problem");
  await expect(restore({ migrations: older })).rejects.toThrow(
    /release .* does not know \(migration \d+_worker_problem\)/,
  );
  await expect(restore({}, "homing-20200101T000000Z.backup")).rejects.toMatchObject({ code: "not_found" });
  expect(await isEmpty()).toBe(true);
});

test("a file that changes between the proof and the reading leaves nothing either", async () => {
  let reads = 0;
  const changing: BackupPlace = {
    ...place,
    async *read(of) {
      reads += 1;
      const file = readFileSync(path.join(folder, of));
      yield reads === 1 ? file : file.subarray(0, -1000);
    },
  };
  await expect(restore({ source: { place: changing, name } })).rejects.toBeInstanceOf(DamagedBackup);
  expect([reads, await isEmpty()]).toEqual([2, true]);
});

test("a backup of an older release comes back at its migrations, and goes on from there", async () => {
  const old = await emptyDatabase();
  await migrate(old.url, await migrationsBefore("event_months"));
  const made = await makeBackup(old.url, {
    place: { ...place, write: (_, octets) => place.write("old.backup", octets) },
    passphrase: undefined,
  });
  await old.drop();
  expect(made.tables.length).toBeGreaterThan(70);
  await restore({ passphrase: undefined }, "old.backup");
  const applied = await migrate(target.url, "prisma/migrations");
  expect(applied[0]).toMatch(/_event_months$/);
  await emptyAgain(target.url);
});

test("what is written meanwhile is in it whole or not at all, and nobody waits for it", async () => {
  let pairs = 0;
  /** One transaction, two tables: one is read before the large one in the middle, the other after it. */
  const writePair = (client: pg.Client) =>
    client.query(`begin; set local statement_timeout = '2s';
      insert into installation_setting (name, value) values ('pair ${++pairs}', '{}');
      insert into tag (workspace_id, id, name) values (gen_random_uuid(), gen_random_uuid(), 'pair ${pairs}');
      delete from tag where name = 'pair ${pairs - 1}'; delete from installation_setting where name = 'pair ${pairs - 1}';
      commit`);
  const made = await on(source.url, async (client) => {
    await client.query(`insert into rate_limit_hit (key, window_start)
      select n || (select string_agg(md5(random()::text || n || g), '') from generate_series(1, 30) g), now() from generate_series(1, 2000) n`);
    await writePair(client);
    async function* whileWriting(octets: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of octets) {
        await writePair(client);
        yield piece;
      }
    }
    const busy: BackupPlace = { ...place, write: (of, octets) => place.write(of, whileWriting(octets)) };
    return makeBackup(source.url, { place: busy, passphrase: undefined });
  });
  expect(pairs).toBeGreaterThan(10);
  await restore({ passphrase: undefined }, made.name);
  const found = await on(target.url, (client) =>
    client.query(
      `select name from installation_setting where name like 'pair%' union all select name from tag where name like 'pair%'`,
    ),
  );
  expect(found.rows).toEqual([{ name: "pair 1" }, { name: "pair 1" }]);
  await emptyAgain(target.url);
});

test("one that fails, or is made while another is, leaves no file", async () => {
  await on(source.url, (client) => client.query("create table own_notes (id int)"));
  const before = readdirSync(folder);
  const slow: BackupPlace = {
    ...place,
    async write(of, octets) {
      await expect(makeBackup(source.url, { place, passphrase: undefined })).rejects.toMatchObject({
        code: "conflict",
      });
      async function* broken(): AsyncGenerator<Buffer> {
        for await (const piece of octets) {
          yield piece;
          expect(readdirSync(folder)).toContain(`${of}.unfinished`);
          throw new Error("the disk is full");
        }
      }
      return place.write(of, broken());
    },
  };
  await expect(makeBackup(source.url, { place: slow, passphrase: undefined })).rejects.toThrow("the disk is full");
  expect(readdirSync(folder)).toEqual(before);
  // A run that was killed leaves this; the next one takes it away.
  writeFileSync(path.join(folder, "homing-20260101T000000Z.backup.unfinished"), "x");
  const { name: last, leftOut } = await makeBackup(source.url, { place, passphrase: undefined });
  expect(readdirSync(folder).sort()).toEqual([...before, last].sort());
  expect(leftOut).toEqual(["own_notes"]);
});
