import { z } from "zod";
import type { Db } from "@/lib/base/db/client";
import { storedJson } from "@/lib/base/db/stored-json";

/** What is known of the last backups, of the schedule and by hand. */
const BackupState = z.object({
  /** When the last one was begun, whatever became of it. */
  triedAt: z.iso.datetime(),
  /** Why it failed; null when it did not, or runs. */
  problem: z.string().nullable(),
  /** The last one that succeeded; `at` is the moment of its rows. */
  made: z.object({ name: z.string(), at: z.iso.datetime(), bytes: z.int(), seconds: z.number() }).nullable(),
});
export type BackupState = z.infer<typeof BackupState>;

const storedState = storedJson("installation_setting.value", BackupState);
const name = "backup";

/** The stored value; null where there is none. */
export const parseBackupState = (value: unknown): BackupState | null => storedState.readOrNull(value);

/** Null when none was tried yet. */
export async function readBackupState(db: Db): Promise<BackupState | null> {
  const row = await db.installationSetting.findUnique({ where: { name } });
  return parseBackupState(row?.value);
}

/** Notes how it stands. */
export async function writeBackupState(db: Db, state: BackupState, now: Date): Promise<void> {
  const value = storedState.write(state);
  await db.installationSetting.upsert({
    where: { name },
    create: { name, value, updatedAt: now },
    update: { value, updatedAt: now },
  });
}
