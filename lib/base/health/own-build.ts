import { realpath } from "node:fs/promises";
import path from "node:path";
import { releaseFile } from "@/lib/base/process/release-file";

/**
 * Whether a build was finished after the one that this process runs, in words; null when there is none, or nothing to compare with: sources
 * and images have no other beside them. `own` and `current` are folders of releases.
 */
export async function buildProblem(
  own = releaseFile("."),
  current = path.resolve(".build/current"),
): Promise<string | null> {
  if (path.basename(path.dirname(own)) !== "releases") return null;
  const newest = await realpath(/* turbopackIgnore: true */ current).catch(() => null);
  if (newest === null || newest === path.resolve(own)) return null;
  return "A newer build waits here: start the processes again to run it.";
}
