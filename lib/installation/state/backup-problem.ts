import { lastDue } from "@/lib/base/time/cron";
import type { BackupState } from "./backup-state";

/** A large one takes its time. */
const LATE_MS = 12 * 3_600_000;

/**
 * What a person has to look at: the last try failed, or none succeeded for long after one was due. `schedule` is a cron expression, or
 * none where nobody makes them by the clock. Null when all is well.
 */
export function backupProblem(state: BackupState | null, schedule: string | undefined, now: Date): string | null {
  if (state?.problem) return `The last try, at ${state.triedAt}, failed: ${state.problem}`;
  if (!schedule) return null;
  const due = lastDue(schedule, now);
  const isMade = state?.made && new Date(state.made.at) >= due;
  return isMade || now.getTime() - due.getTime() < LATE_MS
    ? null
    : `One was due at ${due.toISOString()}, and is not there.`;
}
