import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { answerApi } from "./answer-api";
import { API_ROOT } from "./api-paths";
import { operations } from "./operations";

/** Pages for people, which stand below the same root. */
const ofNext = /^\/(openapi\.json|reference)(\/|$)/;

/** Whether an address is one of the public API's operations. */
export function isApiPath(url: string): boolean {
  const [path = ""] = url.split("?", 1);
  return path.startsWith(`${API_ROOT}/`) && !ofNext.test(path.slice(API_ROOT.length));
}

/**
 * Serves the public API on Node's own HTTP server: what Next does around a route costs more than taking a mail (measured on one machine:
 * its way to the route alone a third of a call). Where there are only functions, the route does the same.
 */
export async function serveApiNode(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers(fieldsOf(incoming));
  await sendResponse(await answerApi(operations, { method, url, headers, body: incoming }), method, outgoing);
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
