import type { Ctx } from "@/lib/base/context";
import { type Env, env } from "@/lib/base/env";
import { lastDue } from "@/lib/base/time/cron";
import { readBackupState } from "@/lib/installation/state/backup-state";
import { backUp } from "./back-up";
import { openPlace } from "./places/open-place";
import type { MadeBackup } from "./write/make-backup";

type Schedule = Pick<Env, "BACKUP_SCHEDULE" | "BACKUP_TO" | "BACKUP_KEEP" | "BACKUP_PASSPHRASE" | "DATABASE_URL"> &
  Parameters<typeof openPlace>[1];

/** A moment of the schedule has passed since the last one was begun. */
export async function isBackupDue(ctx: Ctx, { BACKUP_SCHEDULE, BACKUP_TO }: Schedule = env): Promise<boolean> {
  if (!BACKUP_SCHEDULE || !BACKUP_TO) return false;
  const state = await readBackupState(ctx.db);
  return !state || new Date(state.triedAt) < lastDue(BACKUP_SCHEDULE, ctx.now());
}

/**
 * Makes the backup of the schedule. Does nothing when one was made since the schedule's last moment: of several workers one makes it.
 * Throws what went wrong.
 */
export async function runScheduledBackup(ctx: Ctx, settings: Schedule = env): Promise<MadeBackup | null> {
  const { BACKUP_SCHEDULE, BACKUP_TO, BACKUP_KEEP, BACKUP_PASSPHRASE, DATABASE_URL } = settings;
  if (!BACKUP_SCHEDULE || !BACKUP_TO) return null;
  const last = (await readBackupState(ctx.db))?.made;
  if (last && new Date(last.at) >= lastDue(BACKUP_SCHEDULE, ctx.now())) return null;
  const { made, removed } = await backUp(ctx, {
    databaseUrl: DATABASE_URL,
    place: openPlace(BACKUP_TO, settings),
    passphrase: BACKUP_PASSPHRASE,
    keep: BACKUP_KEEP,
  });
  ctx.log.info("a backup was made", { name: made.name, bytes: made.bytes, seconds: made.seconds, removed });
  return made;
}
