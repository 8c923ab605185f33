import { inPublicLane } from "@/lib/base/db/lanes";
import { createLog } from "@/lib/base/log";
import { loosePath } from "@/lib/content/links/loose-token";
import { handleClick } from "./handle-click";
import { handleOpen } from "./handle-open";
import { handlePreferences } from "./handle-preferences";
import { handleUnsubscribe } from "./handle-unsubscribe";
import { handleView } from "./handle-view";
import { messageResponse, type PublicRequest, type PublicResponse } from "./public-http";

interface PublicRoute {
  pattern: RegExp;
  methods: readonly string[];
  handle: (request: PublicRequest, token: string) => Promise<PublicResponse>;
}

const READS = ["GET", "HEAD"];
const READS_AND_FORMS = ["GET", "HEAD", "POST"];
/** What stands behind a token is taken for what a mail program took along; see `loose-token.ts`. */
const ROUTES: readonly PublicRoute[] = [
  { pattern: /^\/t\/o\/([^/]+)/, methods: READS, handle: handleOpen },
  { pattern: /^\/t\/c\/([^/]+)/, methods: READS, handle: handleClick },
  { pattern: /^\/t\/v\/([^/]+)/, methods: READS, handle: handleView },
  { pattern: /^\/u\/([^/]+)\/preferences(?!\w)/, methods: READS_AND_FORMS, handle: handlePreferences },
  { pattern: /^\/u\/([^/]+)(?:\/\W*)?$/, methods: READS_AND_FORMS, handle: handleUnsubscribe },
];

const log = createLog({ part: "public" });

/** Whether a path is served by `handlePublic`. */
export function isPublicPath(path: string): boolean {
  return path.startsWith("/t/") || path.startsWith("/u/");
}

/**
 * Answers everything recipients reach without signing in: pixel, click, view in browser, unsubscribe, preferences. Any host can call it;
 * it never throws, sets no cookie, and says in plain words what is wrong with a bad request.
 */
export async function handlePublic(request: PublicRequest): Promise<PublicResponse> {
  const response = await inPublicLane(() => route(request));
  // A picture and a stored page have lengths of their own; for HEAD the length stays and the body goes (RFC 9110 §9.3.2).
  const headers = { ...response.headers, "content-length": String(Buffer.byteLength(response.body)) };
  return { status: response.status, headers, body: request.method === "HEAD" ? "" : response.body };
}

async function route(request: PublicRequest): Promise<PublicResponse> {
  const path = loosePath(request.path);
  const found = ROUTES.map((one) => ({ one, match: one.pattern.exec(path) })).find(({ match }) => match);
  if (!found) return messageResponse(404, request, "invalid");
  if (!found.one.methods.includes(request.method)) {
    const response = messageResponse(405, request, "notAllowed");
    return { ...response, headers: { ...response.headers, allow: found.one.methods.join(", ") } };
  }
  if (request.bodyTooLarge) return messageResponse(413, request, "tooLarge");
  try {
    return await found.one.handle(request, found.match?.[1] ?? "");
  } catch (error) {
    log.error("a public request failed", { path: request.path.slice(0, 8), method: request.method, error });
    return messageResponse(503, request, "problem");
  }
}
