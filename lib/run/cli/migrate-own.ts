import { awaitDatabase } from "@/lib/base/db/await-database";
import { prisma } from "@/lib/base/db/client";
import { migrate } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";
import { releaseFile } from "@/lib/base/process/release-file";
import { opensStored } from "@/lib/base/security/reseal";
import { keepFirstSecret, requireKnownSecret } from "@/lib/base/security/secret-check";

/**
 * Brings the database that the settings name up to date, as soon as it answers; `signal` ends the waiting. Throws an Error in words,
 * before anything is changed, when it belongs to another HOMING_SECRET. Returns the names of the migrations applied.
 */
export async function migrateOwn(signal?: AbortSignal): Promise<string[]> {
  await awaitDatabase(env.DATABASE_URL, { say: console.error, signal });
  await requireKnownSecret(prisma);
  const applied = await migrate(env.DATABASE_URL, releaseFile("prisma/migrations"));
  await keepFirstSecret(prisma, () => opensStored(env.DATABASE_URL));
  // Of two that start at once with different secrets, the first has it.
  await requireKnownSecret(prisma);
  return applied;
}
