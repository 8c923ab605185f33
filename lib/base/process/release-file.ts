import { realpathSync } from "node:fs";
import path from "node:path";
import { onceInProcess } from "./once-in-process";

/** The folder above the `.build` that our process was started from, else the one it was started in (sources, and hosts of others). */
function findRelease(): string {
  const script = process.argv[1];
  if (!script || path.basename(path.dirname(script)) !== ".build") return process.cwd();
  return path.dirname(path.dirname(realpathSync(script)));
}

// Looked up while we start, with its links followed: a newer release may take the place of the link later, and we go on with our own files.
const release = onceInProcess("release", findRelease);

/** The path of a file that belongs to the release which this process runs, such as "prisma/migrations". */
export const releaseFile = (name: string) => path.join(release, name);
