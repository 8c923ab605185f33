import { createHash } from "node:crypto";

/** What makes a call the same call again: what the provider says it is, else the octets of its body. At most 71 characters. */
export function dedupeKeyOf(given: string | null, rawBody: Uint8Array): string {
  const hash = createHash("sha256").update(given === null ? rawBody : Buffer.from(given, "utf8"));
  return `${given === null ? "body" : "id"}:${hash.digest("hex")}`;
}
