import { randomUUID } from "node:crypto";

export const requestIdHeader = "x-request-id";
/** What proxies and tracers make: UUIDs, hexadecimal, base64url. Anything else could be meant for whoever reads the log. */
const sound = /^[\w.:+/=-]{8,128}$/;

/** The id of a request: the one that came with it when that looks sound, else a new one. */
export const requestIdOf = (given: string | string[] | null | undefined): string =>
  typeof given === "string" && sound.test(given) ? given : randomUUID();
