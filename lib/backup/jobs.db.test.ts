import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { ensureQueue, getBoss } from "@/lib/base/jobs/boss";
import { enqueue } from "@/lib/base/jobs/define-job";
import { superviseQueue } from "@/lib/base/jobs/drain";
import { chooseSettings } from "@/tests/support/chosen-settings";
import { runBackupJob } from "./jobs";

vi.mock("@/lib/base/env", async (original) => {
  const { envWithChosen } = await import("@/tests/support/chosen-settings");
  return envWithChosen(original);
});

const folder = mkdtempSync(path.join(tmpdir(), "homing-backup-jobs-"));
const jobs = () =>
  prisma.$queryRaw<{ state: string; inSeconds: number }[]>`
    select state::text as state, extract(epoch from start_after - now())::float8 as "inSeconds"
      from queue.job where name = ${runBackupJob.name} order by created_on`;
beforeAll(async () => {
  chooseSettings({ BACKUP_TO: folder, BACKUP_SCHEDULE: "0 * * * *" });
  await ensureQueue(await getBoss(), runBackupJob.name, runBackupJob.options);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a backup whose worker was killed is begun anew by the next one, long before the time that it may take", async () => {
  const boss = await getBoss();
  await enqueue(systemCtx("", "test"), runBackupJob, { workspaceId: "" });
  expect(await boss.fetch(runBackupJob.name)).toHaveLength(1);
  // As of a process that was killed 16 seconds ago.
  await prisma.$executeRaw`update queue.job set heartbeat_on = now() - interval '16 seconds' where name = ${runBackupJob.name}`;
  let taken: unknown[] = [];
  for (let tries = 0; tries < 60 && taken.length === 0; tries++) {
    await superviseQueue();
    taken = await boss.fetch(runBackupJob.name);
    await sleep(250);
  }
  expect(taken).toHaveLength(1);
  await runBackupJob.runStored({ workspaceId: "" });
  expect(readdirSync(folder)).toHaveLength(1);
  await boss.deleteAllJobs(runBackupJob.name);
}, 30_000);

test("while somebody else makes a backup it comes again later, and is neither lost nor a failure", async () => {
  const other = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await other.connect();
  await other.query("select pg_advisory_lock(hashtext('homing.backup'))");
  await prisma.installationSetting.deleteMany({ where: { name: "backup" } });
  await runBackupJob.runStored({ workspaceId: "" });
  await other.end();
  const [again] = await jobs();
  expect(again?.state).toBe("created");
  expect(again?.inSeconds).toBeGreaterThan(100);
});
