import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/base/env";
import { isOwnHost, ownAddresses, wrongHost } from "@/lib/base/http/own-addresses";
import { pagePathHeader } from "@/lib/base/http/page-path";
import { securityHeaders } from "@/lib/base/http/security-headers";
import { movedTo } from "@/lib/client/paths";
import { checkRequest } from "@/lib/run/web/check-request";

/**
 * Content security policy with a nonce for every page; Next puts it on its own scripts. Pages are only given at the installation's
 * own addresses. Nothing is authorised here.
 */
export function proxy(request: NextRequest): NextResponse {
  const host = request.headers.get("host") ?? "";
  if (!isOwnHost(host, ownAddresses())) {
    // 421 Misdirected Request (RFC 9110 section 15.5.20).
    const headers = { ...secureHeaders(), "content-type": "text/plain; charset=utf-8" };
    return new NextResponse(wrongHost(host), { status: 421, headers });
  }
  const dev = process.env.NODE_ENV === "development";
  // The web host asks the same before Next sees a request; where there is none (Vercel), it is asked here.
  const refusal = checkRequest(request.method, request.nextUrl.pathname + request.nextUrl.search, dev);
  if (refusal) {
    const headers = { ...secureHeaders(), "content-type": "text/plain; charset=utf-8", ...refusal.headers };
    return new NextResponse(refusal.text, { status: refusal.status, headers });
  }
  const moved = movedFrom(request.nextUrl);
  if (moved) return new NextResponse(null, { status: 308, headers: { ...secureHeaders(), location: moved } });
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Charts and menus place themselves with style attributes, which a nonce cannot cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https: http:",
    "font-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "frame-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(pagePathHeader, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(secureHeaders())) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

/** Where a page of a workspace is now that had another address once; null for all others. */
function movedFrom({ pathname, search }: URL): string | null {
  const [, slug, below] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const moved = below === undefined ? null : movedTo(below + search);
  return slug === undefined || moved === null ? null : `/${slug}${moved}`;
}

const secureHeaders = () => securityHeaders({ https: env.APP_URL.startsWith("https://") });

export const config = {
  matcher: ["/((?!api/|t/|u/|v1/|_next/static|_next/image|assets/|templates/.*\\.png$|favicon\\.ico$|icon\\.svg$).*)"],
};
