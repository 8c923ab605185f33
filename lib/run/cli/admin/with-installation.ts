import { existsSync } from "node:fs";
import path from "node:path";
import { prisma } from "@/lib/base/db/client";
import { schemaState } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";
import { releaseFile } from "@/lib/base/process/release-file";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { lastStart } from "@/lib/run/cli/last-start";
import { secretSettings } from "@/lib/run/cli/start-secrets";
import { clusterHome } from "@/lib/run/cluster/cluster-home";
import { runningDatabase } from "@/lib/run/cluster/running-database";
import { onDatabase } from "./on-database";

/** The installation that a command works on. */
export interface Installation {
  /** Data folder of `npm start`. */
  folder: string;
  /** Whether `npm start` runs on the folder; null where DATABASE_URL names the database, which says nothing about it. */
  isRunning: boolean | null;
  /** Folder of the embedded database's files; null where DATABASE_URL names the database. */
  database: string | null;
}

/** Takes up the settings that the product runs with on this folder, where the environment does not say. Throws in words without a secret. */
export function takeUpSettings(folder: string): void {
  if (!process.env.HOMING_SECRET && !existsSync(path.join(folder, "secret")))
    throw new Error(
      `There is no installation in ${folder}. Name its data folder with --data, or set DATABASE_URL and HOMING_SECRET.`,
    );
  const kept = {
    ...lastStart(folder),
    JOURNAL_DIR: path.join(folder, "journal"),
    ...(process.env.HOMING_SECRET ? {} : secretSettings(folder)),
  };
  for (const [name, value] of Object.entries(kept)) if (!process.env[name]) process.env[name] = value;
}

/**
 * Runs `work` on the database that DATABASE_URL names; else on the embedded one in the data folder: as it runs, or started for as long as
 * this takes. Throws in words when there is none.
 */
export async function withInstallation(data: string, work: (at: Installation) => Promise<void>): Promise<void> {
  const folder = path.resolve(data);
  takeUpSettings(folder);
  const named = Boolean(process.env.DATABASE_URL);
  const running = named ? null : runningDatabase(folder, "homing");
  if (running) process.env.DATABASE_URL = running;
  await onDatabase(folder, () =>
    work({
      folder,
      isRunning: named ? null : running !== null,
      database: named ? null : clusterHome(folder).data,
    }),
  );
}

/** The same for what reads or writes the product's tables. Throws in words when they are of another version, or of another secret. */
export function withMigrated(data: string, work: (at: Installation) => Promise<void>): Promise<void> {
  return withInstallation(data, async (at) => {
    const { pending, newer } = await schemaState(env.DATABASE_URL, releaseFile("prisma/migrations"));
    if (newer?.isTooOld) throw new Error(newer.text);
    if (pending.length > 0)
      throw new Error(
        `The database is older than this version: ${pending.length} migrations are missing. Run npm start, or npm run db:migrate.`,
      );
    await requireKnownSecret(prisma);
    await work(at);
  });
}
