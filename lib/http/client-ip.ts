import { env } from "@/lib/env";

/** Header in which our own web host passes the peer's address on; what a client sends under this name is removed there. */
export const peerHeader = "x-homing-peer";

/** Address of the client: the connection's peer or, behind a proxy that TRUST_PROXY vouches for, the last X-Forwarded-For entry. */
export function clientIp(headers: Headers): string | undefined {
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  const trusted = env.TRUST_PROXY || process.env.VERCEL === "1";
  return (trusted && forwarded) || headers.get(peerHeader) || undefined;
}
