/**
 * For whatever is no page: data, files, refusals, redirects. Where a browser shows it all the same it loads nothing, sends no form and
 * sits in no frame. Pages bring their own (`proxy.ts`, `lib/recipients/pages/layout.ts`).
 */
export const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Headers of every answer that does not say them itself. `no-store` is for whatever does not say itself how long it may be kept. Pictures and
 * pixels stay loadable from other sites (mail programs), so there is no Cross-Origin-Resource-Policy.
 */
export function securityHeaders({ https }: { https: boolean }): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": dataPolicy,
    "cache-control": "no-store",
    // Two years, as browsers' preload list asks (RFC 6797).
    ...(https && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
  };
}
