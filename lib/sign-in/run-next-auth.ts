import NextAuth, { type NextAuthOptions } from "next-auth";
import { env } from "@/lib/base/env";
import type { AuthRequest } from "./read-auth-request";

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

/** next-auth's answer to a call that was judged, without our own cookies. */
export async function runNextAuth(judged: AuthRequest, options: NextAuthOptions): Promise<Response> {
  // Links and redirects are made from this, never from the Host header.
  process.env.NEXTAUTH_URL = env.APP_URL;
  const answer = collector();
  await nextAuth(judged, answer.response, options);
  return answer.finish();
}

/** Leads the browser on, as next-auth does: its own client asks for JSON. */
export function leadTo(url: string, { body }: Pick<AuthRequest, "body">): Response {
  const headers = { "cache-control": "no-store" };
  if (body?.json === "true") return Response.json({ url }, { headers });
  return new Response(null, { status: 302, headers: { ...headers, location: url } });
}

/** Where an answer of `runNextAuth` or `leadTo` leads; null: nowhere. */
export async function whereTo(response: Response): Promise<URL | null> {
  const inBody = async () => ((await response.clone().json()) as { url?: unknown }).url;
  const url = response.headers.get("location") ?? (await inBody().catch(() => null));
  return typeof url === "string" && URL.canParse(url, env.APP_URL) ? new URL(url, env.APP_URL) : null;
}

function collector(): { response: AuthResponse; finish: () => Response } {
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
  const finish = () => {
    const all = new Headers();
    for (const [name, value] of headers) for (const one of [value].flat()) all.append(name, headerText(one));
    all.set("cache-control", "no-store");
    return new Response(body, { status, headers: all });
  };
  return { response, finish };
}

/** next-auth puts what was asked into addresses as it came; a header takes Latin characters only. */
const headerText = (value: string) => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURI(value.replace(/[\r\n]/g, "")));
