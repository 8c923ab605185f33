import { clientIp } from "@/lib/http/client-ip";
import { handlePublic } from "./handle-public";
import { PUBLIC_BODY_LIMIT } from "./public-http";

/** Serves a public path where requests come as `Request`, as in a Next route handler. */
export async function servePublic(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const response = await handlePublic({
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(request.headers),
    ip: clientIp(request.headers) ?? null,
    body: await readBody(request),
  });
  const body = typeof response.body === "string" ? response.body : new Uint8Array(response.body);
  // An empty text would give the answer a content type that it does not have.
  return new Response(body.length === 0 ? null : body, { status: response.status, headers: response.headers });
}

async function readBody(request: Request): Promise<Buffer | null> {
  if (!request.body) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > PUBLIC_BODY_LIMIT) break;
  }
  return Buffer.concat(chunks).subarray(0, PUBLIC_BODY_LIMIT + 1);
}
