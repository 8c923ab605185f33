import { AppError, invalid, tooLarge } from "@/lib/base/errors";
import { unstorable } from "./storable-json";

type Pieces = AsyncIterable<Uint8Array> | null | undefined;

/**
 * The pieces of a body as they come, for whoever need not have it whole. Throws `tooLarge` with the given words as soon as there is more
 * than `limit` bytes. This is the one place that counts a body.
 */
export async function* limitedPieces(body: Pieces, limit: number, words: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.byteLength;
    if (size > limit) throw tooLarge(words);
    yield piece;
  }
}

/** All of a body; throws `too_large` as soon as it has more than `limit` bytes. */
export async function readLimited(
  body: Pieces,
  limit: number,
  words = `The body is over ${limit} bytes.`,
): Promise<Buffer<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of limitedPieces(body, limit, words)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The body as it came; throws `too_large` beyond `limit` bytes, whatever Content-Length said. */
export async function readBytes(request: Request, limit: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(`The body is over ${limit} bytes.`);
  return readLimited(request.body as Pieces, limit);
}

/** The body as text, with the same limit. */
export async function readText(request: Request, limit: number): Promise<string> {
  return (await readBytes(request, limit)).toString("utf8");
}

/** The JSON body, `undefined` when there is none. Throws `invalid` when it is not JSON or holds what no text column takes. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  if (text === "") return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json[ \t]*(;|$)/i.test(type)) throw invalid("Send JSON with content-type application/json.");
  const value = parsed(text);
  const problem = unstorable(value);
  if (problem) throw invalid(problem);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid", "The body is not valid JSON.");
  }
}
