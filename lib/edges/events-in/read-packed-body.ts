import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError, invalid, tooLarge } from "@/lib/base/errors";
import { readBytes } from "@/lib/base/http/read-body";
import type { WebRequest } from "@/lib/base/http/web-request";
import type { Json } from "./dialect";
import { isJson } from "./dialect";

const unzip = promisify(gunzip);

/**
 * Reads the JSON object of a body whatever its headers say: RudderStack's library calls gzip a form, others call plain JSON gzip. What is packed is
 * known by its first two octets, and is unpacked up to `limit` bytes and no further. Throws `too_large` and `invalid`.
 */
export async function readPackedJson(request: WebRequest, limit: number): Promise<Json> {
  // As it came: what the header says of its packing is not believed.
  const bytes = await readBytes({ headers: plainHeaders(request), body: request.body }, limit);
  const text = decoded(isGzip(bytes) ? await unpacked(bytes, limit) : bytes);
  const value = parsed(text);
  const object = Array.isArray(value) ? { batch: value } : value;
  if (!isJson(object)) throw invalid("The body is no JSON object.");
  return object;
}

function plainHeaders({ headers }: WebRequest): Headers {
  const plain = new Headers(headers);
  plain.delete("content-encoding");
  return plain;
}

/** RFC 1952 § 2.3.1. */
const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpacked(bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: limit });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    throw code === "ERR_BUFFER_TOO_LARGE"
      ? tooLarge(`The body is over ${limit} bytes.`)
      : invalid("The body cannot be unpacked.");
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", "The body is not UTF-8.");
  }
}

/** Old libraries for browsers post a form with base64 in it: `data=eyJ…`. */
function parsed(text: string): unknown {
  try {
    if (!text.startsWith("data=")) return JSON.parse(text) as unknown;
    const data = new URLSearchParams(text).get("data") ?? "";
    return JSON.parse(
      data.startsWith("{") || data.startsWith("[") ? data : Buffer.from(data, "base64").toString("utf8"),
    ) as unknown;
  } catch {
    throw invalid("The body is not valid JSON.");
  }
}
