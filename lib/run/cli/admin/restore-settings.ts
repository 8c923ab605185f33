import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { findBackup } from "@/lib/backup/places/open-place";
import type { RestoreInput } from "@/lib/backup/restore/restore-database";
import { env } from "@/lib/base/env";
import { secretSettings } from "@/lib/run/cli/start-secrets";
import type { Given } from "./admin-command";

/** Folder of this release's migrations. */
export const migrationsFolder = "prisma/migrations";

/** Takes up the secret that is kept in the folder, where the environment has none. Throws in words without one. */
export function takeUpSecret(folder: string): void {
  if (process.env.HOMING_SECRET) return;
  if (!process.env.DATABASE_URL && !existsSync(path.join(folder, "secret")))
    throw new Error(
      `There is no secret in ${folder}. Put the file "secret" of the installation there (mode 0600), or set HOMING_SECRET. When it is lost for good, --accept-secret goes on with a new one.`,
    );
  Object.assign(process.env, secretSettings(folder));
}

/** Any secret will do: where none is set or kept, one that is good for this command alone. */
export function takeUpAnySecret(folder: string): void {
  if (process.env.HOMING_SECRET) return;
  if (existsSync(path.join(folder, "secret"))) takeUpSecret(folder);
  else process.env.HOMING_SECRET = randomBytes(32).toString("hex");
}

/** What a restore needs; call it when the settings are complete. */
export async function restoreInput(from: string, { values }: Given): Promise<RestoreInput> {
  // Jobs read settings when they are declared, and those are complete only now.
  const { allJobs } = await import("@/lib/run/worker/all-jobs");
  return {
    source: await findBackup(from, env),
    passphrase: env.BACKUP_PASSPHRASE,
    acceptSecret: values["accept-secret"] === true,
    migrations: migrationsFolder,
    jobs: allJobs,
  };
}
