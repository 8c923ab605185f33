import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { DamagedBackup } from "./damaged-backup";
import { type Frame, readFrames } from "./frames";
import { readHeader } from "./header";
import { type ChunkKey, openChunks, sealChunks } from "./sealed-chunks";

// A file is one line (header.ts), then frames (frames.ts), compressed with zstd (RFC 8878), in sealed chunks (sealed-chunks.ts).

/** Runs a stream through a transform. Whoever stops reading stops the source too. */
async function* through(source: AsyncIterable<Buffer>, transform: Transform): AsyncGenerator<Buffer> {
  const done = pipeline(source, transform);
  // Told by the reading of the transform.
  done.catch(() => {});
  try {
    yield* transform as AsyncIterable<Buffer>;
    await done;
  } finally {
    transform.destroy();
    await done.catch(() => {});
  }
}

/** The octets of a file, from its frames. */
export async function* packFrames(frames: AsyncIterable<Buffer>, key: ChunkKey): AsyncGenerator<Buffer> {
  yield key.header;
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  yield* sealChunks(through(frames, compress), key);
}

async function* decompressed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* through(source, createZstdDecompress());
  } catch (error) {
    if (!/^Z(STD)?_/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    throw new DamagedBackup("it cannot be unpacked");
  }
}

/** The frames of a file. Throws DamagedBackup, and `invalid` where a passphrase is missing, or set for a file without. */
export async function* unpackFrames(
  source: AsyncIterable<Buffer>,
  passphrase: string | undefined,
): AsyncGenerator<Frame> {
  const { key, rest } = await readHeader(source, passphrase);
  yield* readFrames(decompressed(openChunks(rest, key)));
}
