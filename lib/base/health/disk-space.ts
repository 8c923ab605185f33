import { existsSync, type StatsFs } from "node:fs";
import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "@/lib/base/env";

/** Where `npm start` tells its processes the folders that it keeps data in, as PATH lists folders. */
export const dataFoldersSetting = "HOMING_DATA_FOLDERS";

/** What a journal, a build of a page and PostgreSQL's log of changes need to go on for a while. */
const LEAST_BYTES = 128 * 1024 * 1024;
const LEAST_FILES = 1000;

/** The folders that this process, or the database beside it, writes to. */
export function writtenFolders(): string[] {
  const data = (process.env[dataFoldersSetting] ?? "").split(path.delimiter).filter(Boolean);
  return [...new Set([...data, env.JOURNAL_DIR, tmpdir()].map((folder) => path.resolve(folder)))];
}

/** The folder itself; one that nobody has made yet will stand in the next one above. */
export function existingFolder(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : existingFolder(path.dirname(folder));
}

/** Octets that are free on the fullest of the disks that these folders stand on. */
export async function freeBytes(folders = writtenFolders()): Promise<number> {
  const disks = await Promise.all(folders.map((folder) => statfs(existingFolder(folder))));
  return Math.min(...disks.map(({ bavail, bsize }) => bavail * bsize));
}

type Ask = (folder: string) => Promise<Pick<StatsFs, "bavail" | "bsize" | "files" | "ffree">>;

/** Which of these folders stand on a disk that is full or nearly so, in words; null when there is room. */
export async function diskProblem(folders = writtenFolders(), ask: Ask = statfs): Promise<string | null> {
  const problems = await Promise.all(
    folders.map(async (folder) => {
      const { bavail, bsize, files, ffree } = await ask(existingFolder(folder));
      const free = bavail * bsize;
      if (free < LEAST_BYTES) return `${folder} has ${Math.floor(free / 1024 / 1024)} MB left`;
      // Some file systems do not count files.
      return files > 0 && ffree < LEAST_FILES ? `${folder} has room for ${ffree} more files` : null;
    }),
  );
  const full = problems.filter((problem) => problem !== null);
  return full.length > 0 ? `The disk is full: ${full.join(", ")}. Make room there.` : null;
}
