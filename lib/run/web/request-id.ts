import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

export const requestIdHeader = "x-request-id";
/** What proxies and tracers make: UUIDs, hexadecimal, base64url. Anything else could be meant for whoever reads the log. */
const sound = /^[\w.:+/=-]{8,128}$/;

/** The id of a request: the one it came with when that looks sound, else a new one. Whoever answers later finds it in the headers. */
export function requestId({ headers }: IncomingMessage): string {
  const given = headers[requestIdHeader];
  const id = typeof given === "string" && sound.test(given) ? given : randomUUID();
  headers[requestIdHeader] = id;
  return id;
}
