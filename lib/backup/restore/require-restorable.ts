import type { BackupStart } from "@/lib/backup/format/contents";
import type { Migration } from "@/lib/base/db/migrate";
import { conflict } from "@/lib/base/errors";
import { secretIds } from "@/lib/base/security/tokens";

/** What is lost when a backup is restored without the secret that it was made with. */
export const lostWithSecret =
  "Without it mail servers' passwords, keys of providers and of DKIM, and second factors cannot be opened; links in mail already sent and sessions do not work.";

/**
 * The migrations that bring an empty database to where the backup's was. Throws `conflict` in words when this release does not have them
 * all, or knows none of the secrets that the installation had.
 */
export function requireRestorable(
  start: BackupStart,
  known: readonly Migration[],
  { acceptSecret }: { acceptSecret: boolean },
): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  const migrations = start.migrations.map(({ name, checksum }) => {
    const found = byName.get(name);
    if (found?.checksum === checksum) return found;
    throw conflict(
      `This backup is of release ${start.release}, whose tables this release does not know (migration ${name}). Restore it with that release, or a newer one.`,
    );
  });
  if (!acceptSecret && !hasKnownSecret(start))
    throw conflict(
      `This backup belongs to another HOMING_SECRET than those that are set here. ${lostWithSecret} Set the one from before, also in HOMING_SECRET_PREVIOUS; when it is lost for good, --accept-secret goes on without.`,
    );
  return migrations;
}

/** The newest of its secrets, which all that is stored was sealed with, is known here. */
export function hasKnownSecret({ secrets }: BackupStart): boolean {
  return secrets[0] !== undefined && secretIds().includes(secrets[0]);
}
