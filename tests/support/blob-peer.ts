import { randomBytes } from "node:crypto";
import { httpPeer, type PeerAnswer, type PeerRequest } from "./http-peer";

export interface BlobPeer {
  /** For VERCEL_BLOB_API_URL. */
  apiUrl: string;
  objects: Map<string, { content: Buffer; contentType: string }>;
  /** Answers to the next requests of a method and a part of the address, in order. */
  faults: { match: RegExp; answer: PeerAnswer }[];
  close(): Promise<void>;
}

export const blobToken = "vercel_blob_rw_Ab12Cd34Ef56_theSecretOfTheTest";
const store = "Ab12Cd34Ef56";

const refusal = (status: number, code: string, message: string): PeerAnswer => ({
  status,
  body: { error: { code, message } },
});

/**
 * A stand-in for Vercel Blob, its API and the addresses of its objects, as the package @vercel/blob 2.8 asks them and its documentation
 * describes: a store is private or public and takes objects of its own kind only, keys get a suffix unless the request says not, and what
 * is there is overwritten only on request.
 */
export async function blobPeer(access: "private" | "public" = "private"): Promise<BlobPeer> {
  const state: Pick<BlobPeer, "objects" | "faults"> = { objects: new Map(), faults: [] };
  const isSigned = ({ headers }: PeerRequest) => headers.authorization === `Bearer ${blobToken}`;

  function put(request: PeerRequest, pathname: string): PeerAnswer {
    const { headers, octets } = request;
    if (headers["x-vercel-blob-access"] !== access)
      return refusal(400, "bad_request", `Cannot use ${headers["x-vercel-blob-access"]} access on a ${access} store.`);
    if (octets.length === 0) return refusal(400, "bad_request", "Body is empty.");
    const suffix = headers["x-add-random-suffix"] === "0" ? "" : `-${randomBytes(8).toString("hex")}`;
    const key = pathname + suffix;
    if (state.objects.has(key) && headers["x-allow-overwrite"] !== "1")
      return refusal(400, "bad_request", "This blob already exists.");
    const contentType = String(headers["x-content-type"] ?? "application/octet-stream");
    state.objects.set(key, { content: octets, contentType });
    const url = `${peer.url}/${access}/${key}`;
    return { status: 200, body: { url, downloadUrl: `${url}?download=1`, pathname: key, contentType } };
  }

  function ask(request: PeerRequest, { pathname, searchParams }: URL): PeerAnswer {
    const { headers, method, body } = request;
    if (!isSigned(request)) return refusal(403, "forbidden", "Access denied.");
    if (headers["x-vercel-blob-store-id"] !== store) return refusal(404, "store_not_found", "No such store.");
    if (headers["x-api-version"] !== "12") return refusal(400, "bad_request", "Unknown version.");
    if (method === "PUT" && pathname === "/api/") return put(request, searchParams.get("pathname") ?? "");
    if (method !== "POST" || pathname !== "/api/delete") return refusal(404, "not_found", "No such call.");
    for (const url of (JSON.parse(body) as { urls: string[] }).urls)
      state.objects.delete(url.slice(`${peer.url}/${access}/`.length));
    return { status: 200, body: "null" };
  }

  const peer = await httpPeer(async (request) => {
    const at = state.faults.findIndex(({ match }) => match.test(`${request.method} ${request.path}`));
    if (at >= 0) return state.faults.splice(at, 1)[0]!.answer;
    const url = new URL(request.path, "http://peer");
    if (url.pathname.startsWith("/api/")) return ask(request, url);
    if (access === "private" && !isSigned(request)) return { status: 403, body: "Forbidden" };
    const object = state.objects.get(url.pathname.slice(`/${access}/`.length));
    if (!object) return { status: 404, body: "The requested resource was not found" };
    return { status: 200, headers: { "content-type": object.contentType }, body: object.content };
  });
  return Object.assign(state, { apiUrl: `${peer.url}/api`, close: () => peer.close() });
}
