import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/trusted-proxies";
import { handlePublic } from "./handle-public";
import { PUBLIC_BODY_LIMIT } from "./public-http";

/** Serves a public path on Node's own HTTP server. */
export async function servePublicNode(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const headers = joinHeaders(incoming);
  const response = await handlePublic({
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    ip: clientAddress(incoming.socket.remoteAddress, headers["x-forwarded-for"], env.TRUST_PROXY) ?? null,
    body: await readBody(incoming),
  });
  if (response.status === 413) {
    // The rest of the body is not worth reading: the answer goes out, then the connection ends.
    outgoing.setHeader("connection", "close");
    outgoing.once("finish", () => incoming.destroy());
  }
  outgoing.writeHead(response.status, response.headers);
  outgoing.end(response.body);
}

/** Reads at most one byte more than the limit, so that the handler sees that it was too much. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  if (incoming.method === "GET" || incoming.method === "HEAD") return null;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > PUBLIC_BODY_LIMIT) break;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).subarray(0, PUBLIC_BODY_LIMIT + 1);
}

function joinHeaders(incoming: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
