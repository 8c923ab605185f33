import { env } from "@/lib/env";
import { forbidden } from "@/lib/errors";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses writes that another site makes a browser send (CSRF): browsers name the origin of every such request. */
export function requireSameOrigin(request: Request): void {
  if (safe.has(request.method)) return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") throw forbidden("This request came from another site.");
  if (!origin) return;
  const host = request.headers.get("host");
  const allowed = [new URL(env.APP_URL).host, host];
  if (!URL.canParse(origin) || !allowed.includes(new URL(origin).host))
    throw forbidden("This request came from another site.");
}
