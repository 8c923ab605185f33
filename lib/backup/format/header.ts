import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";
import { AppError } from "@/lib/base/errors";
import { DamagedBackup } from "./damaged-backup";
import type { ChunkKey } from "./sealed-chunks";

/** Longer first lines are no header. */
const MOST_OCTETS = 1024;
const hex = (octets: number) => z.hex().length(2 * octets);

/**
 * The first line of a file, JSON. Without a passphrase the key stands in it: everybody reads the file and can write another one, and what
 * is seen is damage alone.
 */
const FileHeader = z.strictObject({
  homing: z.literal("backup"),
  format: z.literal(1, "it is of a newer release: use that one"),
  key: z.union([
    z.strictObject({ plain: hex(32) }),
    // RFC 7914; n is bounded, so that a foreign file cannot ask for all memory.
    z.strictObject({
      scrypt: z.strictObject({ n: z.literal([32_768, 131_072]), r: z.literal(8), p: z.literal(1), salt: hex(16) }),
    }),
  ]),
});
type FileHeader = z.infer<typeof FileHeader>;

/** 128 MB and about half a second a try. */
const COST = 131_072;

type Derive = (password: string, salt: Buffer, length: number, options: object) => Promise<Buffer>;
const derive = promisify(scrypt) as unknown as Derive;

async function keyOf({ key }: FileHeader, passphrase: string | undefined): Promise<Buffer> {
  if ("plain" in key) {
    // Whoever may write to the place could have put it there: with a passphrase nobody else can.
    if (passphrase)
      throw new AppError(
        "invalid",
        "This backup is not encrypted, and BACKUP_PASSPHRASE is set: anybody can have made it. If it is one of yours from before, restore it without BACKUP_PASSPHRASE.",
      );
    return Buffer.from(key.plain, "hex");
  }
  if (!passphrase)
    throw new AppError("invalid", "This backup is encrypted: set BACKUP_PASSPHRASE, or BACKUP_PASSPHRASE_FILE.");
  const { n, r, p, salt } = key.scrypt;
  return derive(passphrase.normalize("NFC"), Buffer.from(salt, "hex"), 32, { N: n, r, p, maxmem: 256 * n * r });
}

/** A header and its key, for one new file. With a passphrase the file is encrypted. */
export async function newHeader(passphrase: string | undefined, cost: 32_768 | 131_072 = COST): Promise<ChunkKey> {
  const key: FileHeader["key"] = passphrase
    ? { scrypt: { n: cost, r: 8, p: 1, salt: randomBytes(16).toString("hex") } }
    : { plain: randomBytes(32).toString("hex") };
  const header: FileHeader = { homing: "backup", format: 1, key };
  return { header: Buffer.from(`${JSON.stringify(header)}\n`), key: await keyOf(header, passphrase) };
}

function parseHeader(line: Buffer): FileHeader {
  let json: unknown;
  try {
    json = JSON.parse(line.toString("utf8"));
  } catch {
    throw new DamagedBackup("it does not begin as one");
  }
  const { data, error } = FileHeader.safeParse(json);
  if (data) return data;
  const newer = error.issues.find(({ path }) => path[0] === "format");
  throw new DamagedBackup(newer?.message ?? "it does not begin as one");
}

/** Reads the header, and answers its key and what follows it. Throws DamagedBackup, and `invalid` where a passphrase is missing, or set for a file without. */
export async function readHeader(
  source: AsyncIterable<Buffer>,
  passphrase: string | undefined,
): Promise<{ key: ChunkKey; rest: AsyncGenerator<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  let end = -1;
  while (end < 0 && start.length <= MOST_OCTETS) {
    const { value, done } = await chunks.next();
    if (done) throw new DamagedBackup("it does not begin as one");
    start = Buffer.concat([start, value]);
    end = start.indexOf(10);
  }
  if (end < 0) throw new DamagedBackup("it does not begin as one");
  const header = start.subarray(0, end + 1);
  const key = { header, key: await keyOf(parseHeader(header), passphrase) };
  return { key, rest: behind(start.subarray(end + 1), chunks) };
}

async function* behind(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}
