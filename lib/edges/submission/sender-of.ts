import { createHash } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { actorCan } from "@/lib/base/permissions.shared";
import { type KeyCtx, type KeyRefusal, openKey } from "@/lib/edges/api-keys/open-key";
import { type Refusal, refusals } from "./refusal";

/** How long a session goes on with what was found about its key: revoking works within a second. */
const FRESH_MS = 1_000;
const recent = new BoundedCache<Promise<KeyCtx | KeyRefusal>>({ max: 10_000 });

const refusalOf: Readonly<Record<KeyRefusal, () => Refusal>> = {
  unknown: refusals.unknownKey,
  revoked: refusals.revokedKey,
  expired: refusals.expiredKey,
  address: refusals.otherAddress,
};

/** Whose key this is, as it was within the last second. Throws a Refusal; whatever else is thrown says that nobody can be asked. */
export async function senderOf(key: string, ip: string): Promise<KeyCtx> {
  // The cache holds no key: whoever gets to see this memory must not send with it.
  const line = `${createHash("sha256").update(key).digest("base64url")}/${ip}`;
  const opened = await remember(recent, line, () => openKey(key, ip), FRESH_MS);
  if (typeof opened === "string") throw refusalOf[opened]();
  if (!actorCan(opened.actor, "emails.send")) throw refusals.noScope();
  return opened;
}
