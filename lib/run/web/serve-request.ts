import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { readLimited } from "@/lib/base/http/read-body";

/** Serves a handler of requests as the web has them on Node's own HTTP server. The body has been received and counted before. */
export async function serveRequest(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", headers } = incoming;
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const reads = method === "GET" || method === "HEAD";
  const body = reads ? null : await readLimited(incoming, { limit: bodyCeiling(url.pathname) });
  const request = new Request(url, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
    ...(body?.length && { body }),
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
