import { z } from "zod";
import { AppError } from "@/lib/base/errors";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { finishRestore } from "./restore/finish-restore";
import { isBackupDue, runScheduledBackup } from "./run-scheduled";

const Anywhere = z.object({ workspaceId: z.string() });
/** The longest that the queue takes. */
const LONGEST_SECONDS = 23 * 3600;

/** Before another look, while somebody else makes one: or the server has not noticed yet that this one is gone. */
const OTHER_AT_WORK_MS = 120_000;

/**
 * One backup by the schedule. It takes as long as it takes, which hosts without a worker do not have. One whose worker was killed gives no
 * sign of life, and is begun anew by another one within half a minute.
 */
export const runBackupJob = defineJob(
  "backup.run",
  Anywhere,
  async (ctx, input): Promise<void> => {
    if (ctx.endBy) throw new Error("A backup takes a worker process: this host has none. Run npm run admin -- backup.");
    try {
      await runScheduledBackup(ctx);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "conflict")) throw error;
      await enqueue(ctx, runBackupJob, input, { startAfter: new Date(ctx.now().getTime() + OTHER_AT_WORK_MS) });
    }
  },
  { retryLimit: 3, expireInSeconds: LONGEST_SECONDS },
);

/** Every minute: whether a backup is due, also one whose moment nobody saw, and what a restore that was cut short has left to do. */
export const lookAtBackupsJob = defineJob(
  "backup.look",
  Anywhere,
  async (ctx, input) => {
    await finishRestore(ctx);
    if (await isBackupDue(ctx)) await enqueue(ctx, runBackupJob, input);
  },
  { cron: "* * * * *", retryLimit: 0, expireInSeconds: 3600 },
);

export const backupJobs = [runBackupJob, lookAtBackupsJob];
