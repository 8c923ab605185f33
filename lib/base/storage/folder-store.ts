import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError, tooLarge } from "@/lib/base/errors";
import type { ObjectStore } from "./object-store";

const isMissing = (error: unknown) => ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
const gone = (file: string) => new AppError("not_found", `There is no ${file}.`);

async function put(file: string, content: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function get(file: string, maxBytes: number): Promise<Buffer> {
  try {
    if ((await stat(file)).size > maxBytes) throw tooLarge(`${file} has more than ${maxBytes} bytes.`);
    return await readFile(file);
  } catch (error) {
    throw isMissing(error) ? gone(file) : error;
  }
}

/** Objects as files below a folder of this machine, or one that its machines share. A key is a path in it; one that leads out is refused. */
export function folderStore(folder: string): ObjectStore {
  const at = (key: string) => {
    const file = path.join(folder, key);
    if (path.relative(folder, file).split(path.sep)[0] === "..")
      throw new Error(`The key ${key} leads out of ${folder}.`);
    return file;
  };
  return {
    put: async (key, content) => put(at(key), content),
    get: async (key, maxBytes) => get(at(key), maxBytes),
    remove: async (key) => rm(at(key), { force: true }),
  };
}
