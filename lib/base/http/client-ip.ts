import { env } from "@/lib/base/env";
import { clientAddress } from "@/lib/base/settings/trusted-proxies";

/** Header in which our own web host passes the peer's address on; what a client sends under this name is removed there. */
export const peerHeader = "x-homing-peer";

/** Address of the client of a request: see `clientAddress`. */
export function clientIp(headers: Headers): string | undefined {
  const forwarded = headers.get("x-forwarded-for");
  // Vercel writes the header itself and lets nothing of the client's through.
  if (process.env.VERCEL === "1") return forwarded?.split(",").at(-1)?.trim() || undefined;
  return clientAddress(headers.get(peerHeader) ?? undefined, forwarded, env.TRUST_PROXY);
}
