import { releaseFile } from "@/lib/base/process/release-file";
import { schemaState } from "./migrate";

/**
 * Throws in words when a newer release has taken away from this database what the release of this process reads. One that is only ahead is
 * said: a process that ends during an upgrade must come back, or the upgrade would be an outage. Nothing is said while nobody answers.
 */
export async function requireOwnSchema(databaseUrl: string, say: (line: string) => void): Promise<void> {
  const state = await schemaState(databaseUrl, releaseFile("prisma/migrations")).catch(() => null);
  if (!state?.newer) return;
  if (state.newer.isTooOld) throw new Error(state.newer.text);
  say(state.newer.text);
}
