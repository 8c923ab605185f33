import type { IncomingMessage, ServerResponse } from "node:http";
import { clientOf } from "@/lib/base/http/client-ip";
import { handlePublic } from "./handle-public";
import { readPublicBody } from "./public-http";

/** Serves a public path on Node's own HTTP server. */
export async function servePublicNode(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const headers = joinHeaders(incoming);
  const response = await handlePublic({
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    ip: clientOf(incoming) ?? null,
    ...(await readPublicBody(piecesOf(incoming), headers["content-encoding"])),
  });
  if (response.status === 413) {
    // The rest of the body is not worth reading: the answer goes out, then the connection ends.
    outgoing.setHeader("connection", "close");
    outgoing.once("finish", () => incoming.destroy());
  }
  outgoing.writeHead(response.status, response.headers);
  outgoing.end(response.body);
}

/** Stops at the limit without breaking the connection, or nobody would read the answer. */
function piecesOf(incoming: IncomingMessage): AsyncIterable<Uint8Array> | null {
  if (incoming.method === "GET" || incoming.method === "HEAD") return null;
  return incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
}

function joinHeaders(incoming: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
