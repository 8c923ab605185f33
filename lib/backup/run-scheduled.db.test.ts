import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { migrate } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";
import { readBackupState } from "@/lib/installation/state/backup-state";
import { checkBackups } from "@/lib/run/doctor/check-backups";
import { emptyDatabase } from "@/tests/support/empty-database";
import { isBackupDue, runScheduledBackup } from "./run-scheduled";

const folder = mkdtempSync(path.join(tmpdir(), "homing-backups-"));
let source: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  source = await emptyDatabase();
  await migrate(source.url, "prisma/migrations");
});
afterAll(async () => {
  await source.drop();
  rmSync(folder, { recursive: true, force: true });
});

const scheduled = (to = folder) => ({
  ...env,
  DATABASE_URL: source.url,
  BACKUP_TO: to,
  BACKUP_SCHEDULE: "0 * * * *",
  BACKUP_KEEP: { daily: 2, weekly: 0, monthly: 0 },
});
const hour = 3_600_000;
const at = (hours: number): Ctx => ({ ...systemCtx("", "test"), now: () => new Date(Date.now() + hours * hour) });
const files = () => readdirSync(folder).filter((name) => name.startsWith("homing-"));
const finding = async (hours: number) => (await checkBackups({ db: prisma, env: scheduled(), now: at(hours).now }))[0]!;

test("one is made when its time has come, once over all workers, and old ones go", async () => {
  expect(await isBackupDue(at(0), { ...scheduled(), BACKUP_SCHEDULE: undefined })).toBe(false);
  expect(await isBackupDue(at(0), scheduled())).toBe(true);
  for (const day of ["01", "02", "03"]) writeFileSync(path.join(folder, `homing-202601${day}T000000Z.backup`), "x");
  writeFileSync(path.join(folder, "notes.txt"), "mine");
  const made = await runScheduledBackup(at(0), scheduled());
  expect(files()).toEqual(["homing-20260103T000000Z.backup", made!.name]);
  expect(readdirSync(folder)).toContain("notes.txt");
  expect(await runScheduledBackup(at(0), scheduled())).toBeNull();
  expect(await isBackupDue(at(0), scheduled())).toBe(false);
  // A moment that nobody saw is made up for.
  expect(await isBackupDue(at(5), scheduled())).toBe(true);
  expect(await readBackupState(prisma)).toMatchObject({
    problem: null,
    made: { name: made!.name, bytes: made!.bytes },
  });
  expect(await finding(0)).toMatchObject({ check: "backup", status: "ok", found: expect.stringContaining(made!.name) });
  expect(await finding(30)).toMatchObject({ status: "ok" });
  const events = await prisma.securityEvent.findMany({ where: { kind: "export.backup" } });
  expect(events).toMatchObject([{ actorName: "test", detail: { place: folder, encrypted: false } }]);
});

test("one that fails says why, and is tried again", async () => {
  const file = path.join(folder, "a-file");
  writeFileSync(file, "");
  chmodSync(file, 0o400);
  const before = await readBackupState(prisma);
  const inFile = scheduled(path.join(file, "folder"));
  await expect(runScheduledBackup(at(2), inFile)).rejects.toThrow("ENOTDIR");
  const state = await readBackupState(prisma);
  expect(state).toMatchObject({ problem: expect.stringContaining("ENOTDIR"), made: before!.made });
  expect(await finding(2)).toMatchObject({ status: "error", found: expect.stringContaining("ENOTDIR") });
  // The queue tries again; the schedule does not begin anew before its next moment.
  expect(await isBackupDue(at(2), inFile)).toBe(false);
  await expect(runScheduledBackup(at(2), inFile)).rejects.toThrow("ENOTDIR");
  // Elsewhere: two of one second have one name.
  expect(await runScheduledBackup(at(2), scheduled(path.join(folder, "elsewhere")))).not.toBeNull();
});

test("one that was made stays so when an old one cannot be removed", async () => {
  const stuck = path.join(folder, "stuck");
  // As a file that may not be removed: a folder under that name.
  mkdirSync(path.join(stuck, "homing-20260101T000000Z.backup"), { recursive: true });
  const keep = { daily: 1, weekly: 0, monthly: 0 };
  const before = await readBackupState(prisma);
  await expect(runScheduledBackup(at(4), { ...scheduled(stuck), BACKUP_KEEP: keep })).rejects.toThrow("20260101");
  const state = await readBackupState(prisma);
  expect(state).toMatchObject({
    problem: expect.stringContaining("20260101"),
    made: { name: readdirSync(stuck).at(-1) },
  });
  // Names are of a second, moments of less.
  expect(state!.made!.at > before!.made!.at).toBe(true);
});
