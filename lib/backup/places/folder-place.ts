import { createReadStream, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError, conflict } from "@/lib/base/errors";
import { type BackupPlace, backupsAmong, timeInName } from "./backup-place";

const ending = ".unfinished";

async function append(file: FileHandle, source: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) {
    await file.appendFile(chunk);
    bytes += chunk.length;
  }
  await file.sync();
  return bytes;
}

/** The name itself is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function write(folder: string, name: string, source: AsyncIterable<Buffer>): Promise<{ bytes: number }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const final = path.join(folder, name);
  if (existsSync(final)) throw conflict(`${final} is there already.`);
  // It holds people and, sealed, passwords: it is for this user alone.
  const file = await open(`${final}${ending}`, "wx", 0o600);
  try {
    const bytes = await append(file, source);
    await file.close();
    await rename(`${final}${ending}`, final);
    await syncFolder(folder);
    return { bytes };
  } catch (error) {
    await file.close().catch(() => {});
    await rm(`${final}${ending}`, { force: true });
    throw error;
  }
}

async function* read(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new AppError("not_found", `There is no ${file}.`);
  }
}

/** Backups in a folder of this machine. */
export function folderPlace(folder: string): BackupPlace {
  const at = (name: string) => path.join(folder, name);
  const names = async () => (existsSync(folder) ? readdir(folder) : []);
  return {
    label: folder,
    write: (name, source) => write(folder, name, source),
    read: (name) => read(at(name)),
    async list() {
      const own = (await names()).filter((name) => timeInName(name));
      return backupsAmong(await Promise.all(own.map(async (name) => ({ name, bytes: (await stat(at(name))).size }))));
    },
    remove: (name) => rm(at(name), { force: true }),
    async sweep() {
      for (const name of await names()) {
        const isOwn = name.endsWith(ending) && timeInName(name.slice(0, -ending.length));
        if (isOwn) await rm(at(name), { force: true });
      }
    },
  };
}
