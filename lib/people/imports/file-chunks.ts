import type { Ctx } from "@/lib/base/context";
import type { FilePart } from "@/lib/base/csv/line-pieces";
import { Prisma } from "@/lib/base/db/generated/client";

/** A file as it streams in. */
export interface UploadedBody {
  body: AsyncIterable<Uint8Array> | null;
  /** The header Content-Encoding that came with it. */
  packing?: string | null;
}

/** The parts of a stored file in order from one on, one at a time, up to the first that is missing. */
export async function* readParts(ctx: Ctx, importId: string, from: number): AsyncGenerator<FilePart> {
  for (let part = from; ; part++) {
    const [chunk] = await ctx.db.$queryRaw<{ data: Uint8Array }[]>(Prisma.sql`
      select data from import_chunk
      where workspace_id = ${ctx.workspaceId}::uuid and import_job_id = ${importId}::uuid and position = ${part}`);
    if (!chunk) return;
    yield { part, data: chunk.data };
  }
}

/** The bytes of a stored file in order, one part at a time, up to the first that is missing. */
export async function* readChunks(ctx: Ctx, importId: string): AsyncGenerator<Uint8Array> {
  for await (const { data } of readParts(ctx, importId, 0)) yield data;
}

/** The first part of a stored file, some megabytes. */
export async function readFileHead(ctx: Ctx, importId: string): Promise<Uint8Array> {
  for await (const chunk of readChunks(ctx, importId)) return chunk;
  return new Uint8Array();
}
