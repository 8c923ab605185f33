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

export interface DiskRoom {
  folder: string;
  freeBytes: number;
  totalBytes: number;
}

/** Room on the disk of each of these folders; those on one disk are told apart by nothing, so it may be named twice. */
export async function diskRoom(folders = writtenFolders()): Promise<DiskRoom[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const { bavail, blocks, bsize } = await statfs(existingFolder(folder));
      return { folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    }),
  );
}

/** A disk with less than this share free, and less than so many octets, fills up. */
const NEARLY_SHARE = 0.1;
const NEARLY_BYTES = 5_000_000_000;

/** Which of these folders stand on a disk that fills up, in words; null when there is room. */
export async function nearlyFull(folders = writtenFolders()): Promise<string | null> {
  const found = (await diskRoom(folders)).filter(
    ({ freeBytes: free, totalBytes }) => free < NEARLY_BYTES && free < totalBytes * NEARLY_SHARE,
  );
  const named = found.map(({ folder, freeBytes: free }) => `${folder} has ${(free / 1e9).toFixed(1)} GB left`);
  return named.length > 0 ? `${named.join(", ")}. Make room there, or keep less.` : null;
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
