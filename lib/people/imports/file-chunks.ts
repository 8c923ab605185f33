import type { Ctx } from "@/lib/base/context";
import { Utf8Check, type Utf8Facts } from "@/lib/base/csv/utf8-check";
import { Prisma } from "@/lib/base/db/generated/client";
import { MAX_IMPORT_BYTES } from "@/lib/base/http/body-ceilings";
import { limitedPieces } from "@/lib/base/http/read-body";

const CHUNK_BYTES = 1_000_000;

/** A file as it streams in. */
export interface UploadedBody {
  body: AsyncIterable<Uint8Array> | null;
  /** The header Content-Encoding that came with it. */
  packing?: string | null;
}

/** Stores a stream as rows of 1 MB; no more than two of them are in memory. Gives the size and how much of it is UTF-8. */
export async function storeChunks(
  ctx: Ctx,
  importId: string,
  { body, packing }: UploadedBody,
): Promise<{ bytes: number; utf8: Utf8Facts }> {
  const utf8 = new Utf8Check();
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  let position = 0;
  const flush = async () => {
    if (waitingBytes === 0) return;
    const data = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await ctx.db.importChunk.create({
      data: { workspaceId: ctx.workspaceId, importJobId: importId, position: position++, data },
      select: { position: true },
    });
  };
  const text = `The file is larger than ${MAX_IMPORT_BYTES / 1_000_000} MB. Split it.`;
  for await (const piece of limitedPieces(body, { limit: MAX_IMPORT_BYTES, text, packing })) {
    bytes += piece.byteLength;
    utf8.add(piece);
    waiting.push(piece);
    waitingBytes += piece.byteLength;
    if (waitingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  return { bytes, utf8: utf8.finish() };
}

/** The bytes of a stored file in order, one chunk at a time. */
export async function* readChunks(ctx: Ctx, importId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const [chunk] = await ctx.db.$queryRaw<{ data: Uint8Array }[]>(Prisma.sql`
      select data from import_chunk
      where workspace_id = ${ctx.workspaceId}::uuid and import_job_id = ${importId}::uuid and position = ${position}`);
    if (!chunk) return;
    yield chunk.data;
  }
}

/** The first megabyte or so of a stored file. */
export async function readFileHead(ctx: Ctx, importId: string): Promise<Uint8Array> {
  for await (const chunk of readChunks(ctx, importId)) return chunk;
  return new Uint8Array();
}
