import { backupProblem } from "@/lib/installation/state/backup-problem";
import { readBackupState } from "@/lib/installation/state/backup-state";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "db" | "env" | "now">;

const check = "backup";
const setIt =
  "Set BACKUP_TO and BACKUP_SCHEDULE, and keep HOMING_SECRET in another place. Or let your own tools back the database up.";

const mendIt =
  "Mend the reason, then run npm run admin -- backup. A worker makes them: look whether one lives, and at its log.";

/** Whether backups are made, and the last one is as old as the schedule says. */
export async function checkBackups({ db, env, now }: Ctx): Promise<DoctorFinding[]> {
  const state = await readBackupState(db);
  const last = state?.made
    ? `The last one, ${state.made.name}, is of ${state.made.at} and has ${state.made.bytes} octets.`
    : "None was made yet.";
  const wrong = backupProblem(state, env.BACKUP_SCHEDULE, now());
  if (wrong) return [problem(check, `${wrong}\n${last}`, mendIt)];
  if (!env.BACKUP_SCHEDULE) {
    const found = `None is made by itself. ${last}`;
    // Nothing that is sent for real is lost.
    return [env.MAILBOX === "off" ? warning(check, found, setIt) : fine(check, found)];
  }
  return [fine(check, `${last} Now and then run npm run admin -- test-restore.`)];
}
