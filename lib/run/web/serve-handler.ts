import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EdgeHandler } from "./edge-handler";

/** Serves a handler of requests as the web has them on Node's own HTTP server. Whoever reads the body counts it. */
export async function serveHandler(
  handler: EdgeHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers(fieldsOf(incoming));
  await sendResponse(await handler({ method, url, headers, body: incoming }), method, outgoing);
}

async function sendResponse(response: Response, method: string, outgoing: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  // Something may be written while it is made: a file goes out as it comes.
  const isJson = (headers["content-type"] ?? "").endsWith("json");
  if (method === "HEAD" || !response.body) {
    await response.body?.cancel();
    outgoing.writeHead(response.status, headers).end();
  } else if (isJson) {
    const body = await response.text();
    outgoing.writeHead(response.status, { ...headers, "content-length": String(Buffer.byteLength(body)) }).end(body);
  } else {
    outgoing.writeHead(response.status, headers);
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
  }
}

/** Node joins most fields of a name and keeps the others apart. */
function fieldsOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
}
