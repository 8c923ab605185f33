import { AppError, invalid, tooLarge } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { unstorable } from "./storable-json";
import { unpackBody } from "./unpack-body";
import type { WebRequest } from "./web-request";

type Pieces = AsyncIterable<Uint8Array> | null | undefined;

export interface BodyLimit {
  /** Bytes, as they came and again when they are unpacked. */
  limit: number;
  /** What is said when there are more. */
  text?: string;
  /** The header Content-Encoding that came with the body. */
  packing?: string | null | undefined;
}

/**
 * The pieces of a body as they come, unpacked, for whoever need not have it whole. Throws `too_large` as soon as there is more than
 * `limit` bytes, and `invalid` when it cannot be unpacked. This is the one place that counts a body.
 */
export async function* limitedPieces(
  body: Pieces,
  { limit, text = t("The body is over {limit} bytes.", { limit }), packing }: BodyLimit,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  yield* counted(unpackBody(counted(body, limit, text), packing), limit, text);
}

async function* counted(pieces: AsyncIterable<Uint8Array>, limit: number, text: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.byteLength;
    if (size > limit) throw tooLarge(text);
    yield piece;
  }
}

/** All of a body. Throws as `limitedPieces` does. */
export async function readLimited(body: Pieces, limits: BodyLimit): Promise<Buffer<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of limitedPieces(body, limits)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The beginning of a body as it came, so many bytes at most; the rest is not waited for. Where it breaks, what had come until then. */
export async function readBeginning(body: Pieces, bytes: number): Promise<Buffer<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of body ?? []) {
      pieces.push(piece);
      size += piece.byteLength;
      if (size >= bytes) break;
    }
  } catch {}
  return Buffer.concat(pieces).subarray(0, bytes);
}

/** All of the body of a request; `too_large` beyond `limit` bytes, at once where Content-Length says so. */
export async function readBytes(
  request: Pick<WebRequest, "headers" | "body">,
  limit: number,
): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > limit)
    throw tooLarge(t("The body is over {limit} bytes.", { limit }));
  return readLimited(request.body as Pieces, { limit, packing: request.headers.get("content-encoding") });
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
  if (!/^application\/json[ \t]*(;|$)/i.test(type)) throw invalid(t("Send JSON with content-type application/json."));
  const value = parsed(text);
  const problem = unstorable(value);
  if (problem) throw invalid(problem);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid", t("The body is not valid JSON."));
  }
}
