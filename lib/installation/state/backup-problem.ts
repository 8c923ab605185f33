import { lastDue } from "@/lib/base/time/cron";
import { t } from "@/lib/language/t";
import type { BackupState } from "./backup-state";

/** A large one takes its time. */
const LATE_MS = 12 * 3_600_000;

/**
 * What a person has to look at: the last try failed, or none succeeded for long after one was due. `schedule` is a cron expression, or
 * none where nobody makes them by the clock. Null when all is well.
 */
export function backupProblem(state: BackupState | null, schedule: string | undefined, now: Date): string | null {
  if (state?.problem) {
    return t("The last try, at {time}, failed: {problem}", { time: state.triedAt, problem: state.problem });
  }
  if (!schedule) return null;
  const due = lastDue(schedule, now);
  const isMade = state?.made && new Date(state.made.at) >= due;
  return isMade || now.getTime() - due.getTime() < LATE_MS
    ? null
    : t("One was due at {time}, and is not there.", { time: due.toISOString() });
}
