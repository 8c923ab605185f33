import type { IncomingMessage } from "node:http";
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

/** The same for a request as Node's own HTTP server has it; Node joins several headers of a name. */
export function clientOf({ socket, headers }: IncomingMessage): string | undefined {
  return clientAddress(socket.remoteAddress, headers["x-forwarded-for"]?.toString(), env.TRUST_PROXY);
}

/** Notes the peer where `clientIp` finds it: whoever answers later sees the headers and no connection. */
export function notePeer(request: IncomingMessage): void {
  request.headers[peerHeader] = request.socket.remoteAddress ?? "";
}
