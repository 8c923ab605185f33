import { AppError, invalid, tooLarge } from "@/lib/errors";

/** The body as it came; throws `too_large` as soon as it has more than `limit` bytes, whatever Content-Length said. */
export async function readBytes(request: Request, limit: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(`The body is over ${limit} bytes.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(`The body is over ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as text, with the same limit. */
export async function readText(request: Request, limit: number): Promise<string> {
  return (await readBytes(request, limit)).toString("utf8");
}

/** The JSON body, `undefined` when there is none. Throws `invalid` when it is not JSON. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  if (text === "") return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) throw invalid("Send JSON with content-type application/json.");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid", "The body is not valid JSON.");
  }
}
