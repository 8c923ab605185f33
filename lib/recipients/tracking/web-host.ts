import { clientIp } from "@/lib/base/http/client-ip";
import { handlePublic } from "./handle-public";
import { readPublicBody } from "./public-http";

/** Serves a public path where requests come as `Request`, as in a Next route handler. */
export async function servePublic(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const response = await handlePublic({
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(request.headers),
    ip: clientIp(request.headers) ?? null,
    ...(await readPublicBody(
      request.body as AsyncIterable<Uint8Array> | null,
      request.headers.get("content-encoding"),
    )),
  });
  const body = typeof response.body === "string" ? response.body : new Uint8Array(response.body);
  // An empty text would give the answer a content type that it does not have.
  return new Response(body.length === 0 ? null : body, { status: response.status, headers: response.headers });
}
