import type { IncomingMessage, ServerResponse } from "node:http";

/** Serves a handler of requests as the web has them on Node's own HTTP server. The body has been received and counted before. */
export async function serveRequest(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", headers } = incoming;
  const pieces: Uint8Array[] = [];
  if (method !== "GET" && method !== "HEAD") for await (const piece of incoming) pieces.push(piece as Uint8Array);
  const request = new Request(new URL(incoming.url ?? "/", "http://localhost"), {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
    ...(pieces.length > 0 && { body: Buffer.concat(pieces) }),
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
