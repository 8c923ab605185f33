import NextAuth, { type NextAuthOptions } from "next-auth";
import { accountCtx } from "@/lib/account/account-ctx";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { env } from "@/lib/base/env";
import { clientIp } from "@/lib/base/http/client-ip";
import { errorResponse } from "@/lib/base/http/error-response";
import { requireOwnAddress } from "@/lib/base/http/own-addresses";
import { noteRefusal } from "@/lib/base/routes/note-refusal";
import { networkOf } from "@/lib/base/security/network";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import type { AuthCall } from "./auth-call";
import { nextAuthOptions } from "./next-auth-options";
import { type AuthRequest, readAuthRequest } from "./read-auth-request";

/** What next-auth's handler does to an answer; it was made for Node's. */
interface AuthResponse {
  status(code: number): AuthResponse;
  getHeader(name: string): string | string[] | undefined;
  setHeader(name: string, value: string | string[]): AuthResponse;
  end(): void;
  json(value: unknown): void;
  send(value: unknown): void;
}
const nextAuth = NextAuth as unknown as (
  request: AuthRequest,
  response: AuthResponse,
  options: NextAuthOptions,
) => Promise<void>;

/** Answers /api/auth/…: judges the call first, lets next-auth work on it, and adds our own cookies. */
export async function serveAuth(request: Request, segments: readonly string[]): Promise<Response> {
  let foreign = true;
  try {
    requireOwnAddress(request);
    foreign = false;
    const call: AuthCall = { headers: request.headers, setCookies: [] };
    const options = nextAuthOptions(call);
    const oidcIds = options.providers.filter(({ type }) => type === "oauth").map(({ id }) => id);
    const judged = await readAuthRequest(request, segments, oidcIds);
    const isOidc = oidcIds.includes(segments[1] ?? "");
    if (isOidc) await boundOidc(request.headers, judged, segments[0] === "signin");
    // Links and redirects are made from this, never from the Host header.
    process.env.NEXTAUTH_URL = env.APP_URL;
    const answer = collector();
    await nextAuth(judged, answer.response, options);
    const response = answer.finish(call.setCookies);
    if (isOidc) await noteRefusedAnswer(request.headers, segments[1] ?? "", response);
    return response;
  } catch (error) {
    await noteRefusal(error, { request, params: {}, foreign, malformed: true });
    return errorResponse(error);
  }
}

/** Each of these makes us call the provider; and what goes to its page is ours alone to say, not the address's. */
async function boundOidc(headers: Headers, judged: AuthRequest, begins: boolean): Promise<void> {
  await hitRateLimit(`oidc:${networkOf(clientIp(headers)).line}`, { limit: 300, windowMs: 15 * 60_000 });
  const { nextauth = [] } = judged.query;
  if (begins) judged.query = { nextauth };
}

/** next-auth refuses a wrong state, nonce, signature, issuer or audience by itself. */
async function noteRefusedAnswer(headers: Headers, provider: string, response: Response): Promise<void> {
  if (!/[?&]error=(OAuth)?Callback\b/.test(response.headers.get("location") ?? "")) return;
  const ip = clientIp(headers);
  const userAgent = headers.get("user-agent");
  const detail = { method: "oidc", provider, reason: "answer not accepted" };
  await recordAttempt(accountCtx(ip), { kind: "sign-in.failed", ip, userAgent, detail });
}

function collector(): { response: AuthResponse; finish: (setCookies: readonly string[]) => Response } {
  const headers = new Map<string, string | string[]>();
  let status = 200;
  let body: string | null = null;
  const response: AuthResponse = {
    status: (code) => {
      status = code;
      return response;
    },
    getHeader: (name) => headers.get(name.toLowerCase()),
    setHeader: (name, value) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    end: () => {},
    json: (value) => {
      headers.set("content-type", "application/json");
      body = JSON.stringify(value);
    },
    send: (value) => {
      if (typeof value === "string") body = value;
      else if (value !== undefined && value !== null) response.json(value);
    },
  };
  const finish = (setCookies: readonly string[]) => {
    const all = new Headers();
    for (const [name, value] of headers) for (const one of [value].flat()) all.append(name, headerText(one));
    for (const cookie of setCookies) all.append("set-cookie", cookie);
    all.set("cache-control", "no-store");
    return new Response(body, { status, headers: all });
  };
  return { response, finish };
}

/** next-auth puts what was asked into addresses as it came; a header takes Latin characters only. */
const headerText = (value: string) => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURI(value.replace(/[\r\n]/g, "")));
