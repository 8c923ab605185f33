import { createCipheriv, createDecipheriv } from "node:crypto";
import { DamagedBackup } from "./damaged-backup";

// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as the age format has it: the nonce of a chunk is its number and
// whether it is the last one. A chunk that is altered, missing, moved or added, and an end that comes too early, do not open.
const CHUNK = 65_536;
const TAG = 16;

/** What each chunk is sealed with: a key that no other file has, and the text that it belongs to. */
export interface ChunkKey {
  key: Buffer;
  /** The first line of the file: an altered one opens nothing. */
  header: Buffer;
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealChunk({ key, header }: ChunkKey, text: Buffer, number: number, isLast: boolean): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(number, isLast));
  cipher.setAAD(header);
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function openChunk({ key, header }: ChunkKey, sealed: Buffer, number: number, isLast: boolean): Buffer {
  if (sealed.length < TAG) throw new DamagedBackup("it ends too early");
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(number, isLast), { authTagLength: TAG });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new DamagedBackup(
      number === 0
        ? "its first part does not open: the passphrase is another one, or it was altered"
        : `it was altered or cut off near octet ${number * (CHUNK + TAG)}`,
    );
  }
}

/** Pieces of this size and a last one, which may be smaller and is empty for an empty source only. */
async function* cut(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    if (length <= size) continue;
    let all = Buffer.concat(waiting);
    for (; all.length > size; all = all.subarray(size)) yield { piece: all.subarray(0, size), isLast: false };
    waiting = [all];
    length = all.length;
  }
  yield { piece: Buffer.concat(waiting), isLast: true };
}

/** Seals a stream in chunks of 64 KiB. */
export async function* sealChunks(source: AsyncIterable<Buffer>, key: ChunkKey): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { piece, isLast } of cut(source, CHUNK)) yield sealChunk(key, piece, number++, isLast);
}

/** Opens what `sealChunks` made. Each chunk is proven before it is handed on. Throws DamagedBackup. */
export async function* openChunks(source: AsyncIterable<Buffer>, key: ChunkKey): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { piece, isLast } of cut(source, CHUNK + TAG)) yield openChunk(key, piece, number++, isLast);
}
