import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/lib/base/db/migrate";
import { emptyDatabase } from "@/tests/support/empty-database";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "homing-admin-backup-"));
type Empty = Awaited<ReturnType<typeof emptyDatabase>>;
let source: Empty;
let target: Empty;

beforeAll(async () => {
  [source, target] = [await emptyDatabase(), await emptyDatabase()];
  await migrate(source.url, "prisma/migrations");
  await onSource(`
    insert into workspace (id, slug, name, updated_at) values ('01990000-0000-7000-8000-000000000001', 'acme', 'Acme', now());
    insert into campaign (workspace_id, id, name, status, launched_at, prepared_at, updated_at)
      values ('01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002', 'Spring', 'sending', now(), now(), now());
    insert into campaign_under_way values ('01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002');`);
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return rows;
}
const onSource = (sql: string) => query(source.url, sql);

const settings = (url: string) => ({
  DATABASE_URL: url,
  HOMING_SECRET: process.env.HOMING_SECRET!,
  BACKUP_PASSPHRASE: "correct horse battery staple",
});

interface Run {
  child: ChildProcess;
  ended: Promise<{ status: number | null; out: string; errors: string }>;
}

function admin(args: string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/run/cli/admin.ts", ...args], {
    cwd: root,
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended: ended.then((status) => ({ status, out, errors })) };
}

test("a backup that is killed leaves nothing under its name, and the next one takes away what it left", async () => {
  // Hardly to be compressed, so that the file grows for a while.
  await onSource(`insert into rate_limit_hit (key, window_start)
    select n || (select string_agg(md5(random()::text || n || g), '') from generate_series(1, 60) g), now() from generate_series(1, 30000) n`);
  const { child, ended } = admin(["backup", "--to", folder], settings(source.url));
  await expect.poll(() => readdirSync(folder), { timeout: 100_000, interval: 5 }).toHaveLength(1);
  child.kill("SIGKILL");
  await ended;
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.unfinished$/)]);
  await onSource("truncate rate_limit_hit");
  const held = "select from pg_stat_activity where application_name = 'homing-backup' and datname = current_database()";
  await expect.poll(() => onSource(held)).toEqual([]);
}, 150_000);

test("a backup is tried and restored by the real commands", async () => {
  const made = await admin(["backup", "--to", folder], settings(source.url)).ended;
  expect([made.status, made.errors]).toEqual([0, ""]);
  expect(made.out).toMatch(/octets, encrypted\.$/m);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^homing-\d{8}T\d{6}Z\.backup$/)]);

  const from = ["--from", folder];
  const tried = await admin(["test-restore", ...from], settings(source.url)).ended;
  expect([tried.status, tried.errors]).toEqual([0, ""]);
  expect(tried.out).toContain("It can be restored.");

  const scratch = path.join(folder, "scratch");
  mkdirSync(scratch);
  const cut = admin(["test-restore", ...from, "--scratch", scratch], settings(source.url));
  await expect.poll(() => readdirSync(scratch), { timeout: 100_000, interval: 5 }).toHaveLength(1);
  cut.child.kill("SIGTERM");
  expect(await cut.ended).toMatchObject({ status: 1, errors: "Ended by SIGTERM.\n" });
  expect(readdirSync(scratch)).toEqual([]);

  const restored = await admin(["restore", ...from], settings(target.url)).ended;
  expect([restored.status, restored.errors]).toEqual([0, ""]);
  expect(restored.out).toContain("1 campaigns were under way and are stopped");
  expect(restored.out).toContain("numbers that disagree: 0");
  const [campaign] = await query(target.url, "select status, pause_reason from campaign");
  expect(campaign).toEqual({ status: "paused", pause_reason: expect.stringContaining("restored") });
}, 400_000);
