import { createReadStream, readdirSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";

interface PackedFile {
  file: string;
  bytes: number;
  type: string;
}

const typeOf = (name: string) => `${name.endsWith(".css") ? "text/css" : "application/javascript"}; charset=UTF-8`;

/** The scripts and styles of a build that stand beside themselves in Brotli (`x.js.br`), by their path in an address. */
export function packedScripts(folder: string): ReadonlyMap<string, PackedFile> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".br"));
  return new Map(
    names.map((name) => {
      const file = path.join(folder, name);
      const plain = name.slice(0, -".br".length);
      return [`/_next/static/${plain}`, { file, bytes: statSync(file).size, type: typeOf(plain) }];
    }),
  );
}

/**
 * Sends a script or style as it was packed when the app was built, a tenth smaller than what is packed while it is sent; false
 * for everything else, which Next answers. The names hold a hash, so that a browser keeps them for good.
 */
export function answerPacked(
  known: ReadonlyMap<string, PackedFile>,
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const packed = known.get(url.split("?", 1)[0] ?? "");
  const takesBrotli = /(^|,)\s*br\s*(;(?!\s*q=0(\.0*)?\s*(,|$))|,|$)/i.test(String(headers["accept-encoding"] ?? ""));
  if (!packed || !takesBrotli || (method !== "GET" && method !== "HEAD")) return false;
  response.writeHead(200, {
    "content-type": packed.type,
    "content-encoding": "br",
    "content-length": packed.bytes,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  if (method === "HEAD") response.end();
  else pipeline(createReadStream(packed.file), response, () => undefined);
  return true;
}
