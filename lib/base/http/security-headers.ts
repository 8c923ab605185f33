/**
 * Headers of every answer, whoever gives it. `no-store` is for whatever does not say itself how long it may be kept. Pictures and
 * pixels stay loadable from other sites (mail programs), so there is no Cross-Origin-Resource-Policy.
 */
export function securityHeaders({ https }: { https: boolean }): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
    // Two years, as browsers' preload list asks (RFC 6797).
    ...(https && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
  };
}
