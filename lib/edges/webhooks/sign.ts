import { randomBytes } from "node:crypto";
import { standardSignature } from "@/lib/inbound/providers/standard-webhooks";

/** A new signing secret as Standard Webhooks shows them: `whsec_` and 32 random bytes in base64. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

export interface ToSign {
  /** The same for every try of an event; without dots. */
  id: string;
  at: Date;
  body: string;
}

/**
 * The headers of one try (Standard Webhooks 1.0.0): signed by each secret, the newest first, so that a receiver that knows any of them is
 * content. They come under the names of the standard and of Svix, because receivers of both are about.
 */
export function signedHeaders({ id, at, body }: ToSign, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const octets = Buffer.from(body);
  const signature = secrets.map((secret) => standardSignature(secret, id, timestamp, octets)).join(" ");
  const named = Object.entries({ id, timestamp, signature });
  return Object.fromEntries(
    ["webhook", "svix"].flatMap((family) => named.map(([name, value]) => [`${family}-${name}`, value])),
  );
}
