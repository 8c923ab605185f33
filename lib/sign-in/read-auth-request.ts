import { callbackCookieName, parseCookies } from "@/lib/base/auth/cookies";
import { ownUrl } from "@/lib/base/auth/own-url";
import { env } from "@/lib/base/env";
import { invalid, notFound } from "@/lib/base/errors";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { readText } from "@/lib/base/http/read-body";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { t } from "@/lib/language/t";

/** A call as next-auth's handler takes it, already judged. */
export interface AuthRequest {
  method: "GET" | "POST";
  query: Record<string, string | string[]>;
  body: Record<string, string> | undefined;
  cookies: Record<string, string>;
  headers: Record<string, string>;
}

/** The answer of an authenticator is the largest value. */
const valueLimit = 60_000;
const hostNames = new Set(["host", "forwarded", "x-forwarded-host", "x-forwarded-proto"]);

/** What of next-auth is used, by method: the rest is not there. `*` stands for the id of a provider. */
const offered: Record<string, readonly string[]> = ownTable({
  GET: ["csrf", "providers", "error", "signin", "callback/oidc"],
  POST: ["signout", "signin/oidc", "callback/credentials", "callback/second-step", "callback/passkey"],
});

function isOffered(method: string, [action = "", provider]: readonly string[], oidcIds: readonly string[]): boolean {
  const kind = provider !== undefined && oidcIds.includes(provider) ? "oidc" : provider;
  return offered[method]?.includes(kind === undefined ? action : `${action}/${kind}`) ?? false;
}

/**
 * Reads a call to /api/auth/…: only what the product uses, a small body of plain values, and the headers that matter.
 * Throws `not_found`, `too_large` or `invalid`; next-auth would answer 500 to much of that.
 */
export async function readAuthRequest(
  request: Request,
  segments: readonly string[],
  oidcIds: readonly string[],
): Promise<AuthRequest> {
  const { method } = request;
  if (segments.length > 2 || !isOffered(method, segments, oidcIds)) throw notFound("address");
  const query = Object.fromEntries(new URL(request.url, "http://localhost").searchParams);
  requirePlain(query);
  const body = method === "POST" ? await readForm(request) : undefined;
  return {
    method: method as AuthRequest["method"],
    query: { ...withOwnCallback(query), nextauth: [...segments] },
    body,
    cookies: withOwnCallback(parseCookies(request.headers.get("cookie")), callbackCookieName()),
    // Nothing that names a host: addresses are made from APP_URL alone.
    headers: Object.fromEntries([...request.headers].filter(([name]) => !hostNames.has(name))),
  };
}

async function readForm(request: Request): Promise<Record<string, string>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const text = await readText(request, bodyCeiling("/api/auth/callback"));
  const values = type === "application/json" ? parseJson(text) : parseForm(type, text);
  requirePlain(values);
  return withOwnCallback(values as Record<string, string>);
}

/** next-auth answers 500 to an address that cannot be read. */
function withOwnCallback(values: Record<string, string>, name = "callbackUrl"): Record<string, string> {
  const { [name]: url } = values;
  return url === undefined ? values : { ...values, [name]: ownUrl(url, env.APP_URL) };
}

function parseForm(type: string | undefined, text: string): Record<string, unknown> {
  if (type !== "application/x-www-form-urlencoded") throw invalid(t("Send a form or JSON."));
  return Object.fromEntries(new URLSearchParams(text));
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw invalid(t("The body is not valid JSON."));
}

function requirePlain(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "string" || value.length > valueLimit || value.includes("\0")) {
      throw invalid(t("{name} is not valid.", { name: name.slice(0, 40) }));
    }
  }
}
