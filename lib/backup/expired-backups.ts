import type { BackupKeep } from "@/lib/base/settings/backup-settings";
import type { KeptBackup } from "./places/backup-place";

const dayMs = 86_400_000;
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const monthOf = (at: Date) => at.toISOString().slice(0, 7);
/** The Monday that its week begins with. */
const weekOf = (at: Date) => dayOf(new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * dayMs));

/** The newest of each of the last `count` periods that have one. */
function newestOfEach(backups: readonly KeptBackup[], periodOf: (at: Date) => string, count: number): KeptBackup[] {
  const firsts = new Map<string, KeptBackup>();
  for (const backup of backups) if (!firsts.has(periodOf(backup.at))) firsts.set(periodOf(backup.at), backup);
  return [...firsts.values()].slice(0, count);
}

/** Those that need not be kept any longer. `backups` come the newest first; the newest one always stays. */
export function expiredBackups(backups: readonly KeptBackup[], { daily, weekly, monthly }: BackupKeep): KeptBackup[] {
  const kept = new Set([
    ...backups.slice(0, 1),
    ...newestOfEach(backups, dayOf, daily),
    ...newestOfEach(backups, weekOf, weekly),
    ...newestOfEach(backups, monthOf, monthly),
  ]);
  return backups.filter((backup) => !kept.has(backup));
}
