import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { Ctx } from "@/lib/base/context";
import { AppError } from "@/lib/base/errors";
import type { BackupKeep } from "@/lib/base/settings/backup-settings";
import { readBackupState, writeBackupState } from "@/lib/installation/state/backup-state";
import { expiredBackups } from "./expired-backups";
import type { BackupPlace } from "./places/backup-place";
import { type MadeBackup, makeBackup } from "./write/make-backup";

export interface BackUp {
  databaseUrl: string;
  place: BackupPlace;
  passphrase: string | undefined;
  /** What stays in the place afterwards; null: everything. */
  keep: BackupKeep | null;
}

async function removeExpired(place: BackupPlace, keep: BackupKeep): Promise<string[]> {
  const expired = expiredBackups(await place.list(), keep);
  for (const { name } of expired) await place.remove(name);
  return expired.map(({ name }) => name);
}

/** Makes a backup, then removes those that need not be kept. How it went is kept with the database. Throws what went wrong. */
export async function backUp(
  ctx: Pick<Ctx, "db" | "now" | "actor">,
  { databaseUrl, place, passphrase, keep }: BackUp,
): Promise<{ made: MadeBackup; removed: string[] }> {
  let last = (await readBackupState(ctx.db))?.made ?? null;
  const triedAt = ctx.now().toISOString();
  const note = (problem: string | null) => writeBackupState(ctx.db, { triedAt, problem, made: last }, ctx.now());
  await note(null);
  // Before anything is read: no copy of everything is without its trace.
  const detail = { place: place.label, encrypted: Boolean(passphrase) };
  await recordSecurityEvent(ctx, { kind: "export.backup", actor: { name: ctx.actor.name }, detail });
  try {
    const made = await makeBackup(databaseUrl, { place, passphrase });
    const { name, at, bytes, seconds } = made;
    last = { name, at: at.toISOString(), bytes, seconds };
    await note(null);
    return { made, removed: keep ? await removeExpired(place, keep) : [] };
  } catch (error) {
    // While somebody else is at it, that one says how it went.
    if (!(error instanceof AppError && error.code === "conflict")) await note((error as Error).message.slice(0, 500));
    throw error;
  }
}
