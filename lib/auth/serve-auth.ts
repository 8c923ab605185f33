import NextAuth, { type NextAuthOptions } from "next-auth";
import { env } from "@/lib/env";
import { errorResponse } from "@/lib/http/error-response";
import { requireOwnAddress } from "@/lib/http/own-addresses";
import { type AuthCall, nextAuthOptions } from "./next-auth-options";
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
  try {
    requireOwnAddress(request);
    const call: AuthCall = { headers: request.headers, setCookies: [] };
    const options = nextAuthOptions(call);
    const oidcIds = options.providers.filter(({ type }) => type === "oauth").map(({ id }) => id);
    const judged = await readAuthRequest(request, segments, oidcIds);
    // Links and redirects are made from this, never from the Host header.
    process.env.NEXTAUTH_URL = env.APP_URL;
    const answer = collector();
    await nextAuth(judged, answer.response, options);
    return answer.finish(call.setCookies);
  } catch (error) {
    return errorResponse(error);
  }
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
