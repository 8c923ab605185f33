import { existsSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { conflict } from "@/lib/base/errors";

/** Where an export goes: a folder with a file a table, or one file of lines. It appears under its name when it is whole. */
export interface ExportTarget {
  /** JSON texts of rows, each a line. */
  write(table: string, lines: readonly string[]): Promise<void>;
  /** Answers the name that the asset has there. */
  writeAsset(asset: { id: string; fileName: string; data: Buffer }): Promise<string>;
  finish(manifest: object): Promise<void>;
  /** Takes away what was written. */
  abandon(): Promise<void>;
}

/** An export holds people: it is for the user who made it alone. */
const newFile = (file: string): Promise<FileHandle> => open(file, "wx", 0o600);
const compress = promisify(gzip);

/** With the id before it far under the 255 octets of file systems. */
const mostNameBytes = 160;

/** A name that no file system and no shell takes amiss; of a long one the end. */
function safeName(name: string): string {
  const bytes = Buffer.from(name.replace(/[^\p{L}\p{N}._-]+/gu, "_"));
  // What the cut leaves of a character reads as U+FFFD.
  return bytes
    .subarray(-mostNameBytes)
    .toString()
    .replace(/^\ufffd+/, "");
}

async function folderTarget(folder: string, unfinished: string): Promise<ExportTarget> {
  await mkdir(path.join(unfinished, "tables"), { recursive: true, mode: 0o700 });
  await mkdir(path.join(unfinished, "assets"), { mode: 0o700 });
  let current: { table: string; file: FileHandle } | undefined;
  return {
    async write(table, lines) {
      if (current?.table !== table) {
        await current?.file.close();
        current = { table, file: await newFile(path.join(unfinished, "tables", `${table}.ndjson`)) };
      }
      await current.file.appendFile(lines.map((line) => `${line}\n`).join(""));
    },
    async writeAsset({ id, fileName, data }) {
      const name = `assets/${id}-${safeName(fileName)}`;
      await writeFile(path.join(unfinished, name), data, { mode: 0o600, flag: "wx" });
      return name;
    },
    async finish(manifest) {
      await current?.file.close();
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      await writeFile(path.join(unfinished, "manifest.json"), text, { mode: 0o600, flag: "wx" });
      await rename(unfinished, folder);
    },
    async abandon() {
      await current?.file.close().catch(() => {});
      await rm(unfinished, { recursive: true, force: true });
    },
  };
}

async function fileTarget(name: string, unfinished: string): Promise<ExportTarget> {
  const file = await newFile(unfinished);
  // Gzip files may follow each other in one (RFC 1952 § 2.2), so each piece is one.
  const put = async (text: string) => {
    if (text) await file.appendFile(name.endsWith(".gz") ? await compress(text) : text);
  };
  return {
    write: (table, lines) => put(lines.map((line) => `{"table":${JSON.stringify(table)},"row":${line}}\n`).join("")),
    async writeAsset({ id, data }) {
      await put(`${JSON.stringify({ asset: id, data: data.toString("base64") })}\n`);
      return id;
    },
    async finish(manifest) {
      await put(`${JSON.stringify({ manifest })}\n`);
      await file.close();
      await rename(unfinished, name);
    },
    async abandon() {
      await file.close().catch(() => {});
      await rm(unfinished, { force: true });
    },
  };
}

/** Opens a file that ends in .ndjson or .ndjson.gz, else a folder. Throws `conflict` when there is something already. */
export async function openExportTarget({ to }: { to: string }): Promise<ExportTarget> {
  const place = path.resolve(to);
  const unfinished = `${place}.unfinished`;
  if (existsSync(place)) throw conflict(`${place} is there already: name another place.`);
  if (existsSync(unfinished))
    throw conflict(`${unfinished} is of an export that was broken off, or runs. Remove it when none runs.`);
  return /\.ndjson(\.gz)?$/.test(place) ? fileTarget(place, unfinished) : folderTarget(place, unfinished);
}
