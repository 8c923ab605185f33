import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { keyStatus } from "@/lib/base/auth/key-status";
import { type Ctx, type KeyActor, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { onceHere } from "@/lib/base/routes/once-here";
import { networkOf } from "@/lib/base/security/network";
import { isFirstHit } from "@/lib/base/security/rate-limit";
import { isWithin } from "./allowed-networks";
import { readKey } from "./key-format";
import { noteUse } from "./note-use";
import { scopesOf } from "./queries";

/** A program at work in the workspace of its key. */
export type KeyCtx = Ctx & { actor: KeyActor };

/** `unknown` also stands for the key before a rotation whose time is over. */
export type KeyRefusal = "unknown" | "revoked" | "expired" | "address";

const HOUR_MS = 3_600_000;

/**
 * The context of whoever shows this key, or why it opens nothing. Looked up anew each time, so that revoking works at once. Notes the use,
 * and writes refusals into the security log.
 */
export async function openKey(text: string, ip: string | undefined): Promise<KeyCtx | KeyRefusal> {
  const now = new Date();
  const read = readKey(text);
  const key = read && (await findKey(read.keyHash));
  const refusal = key ? refusalOf(key, read.keyHash, ip, now) : "unknown";
  if (!key || refusal) {
    await noteKeyRefusal(refusal ?? "unknown", key, ip);
    return refusal ?? "unknown";
  }
  await noteUse(key, { ip, now, previous: key.keyHash !== read.keyHash });
  return keyCtx(key, ip);
}

type FoundKey = ApiKey & { domain: { name: string } | null };

function findKey(keyHash: string): Promise<FoundKey | null> {
  return prisma.apiKey.findFirst({
    where: { OR: [{ keyHash }, { previousHash: keyHash }] },
    include: { domain: { select: { name: true } } },
  });
}

function refusalOf(key: FoundKey, keyHash: string, ip: string | undefined, now: Date): KeyRefusal | null {
  const status = keyStatus(key, now);
  if (status !== "active") return status;
  if (key.keyHash !== keyHash && (key.previousUntil === null || key.previousUntil <= now)) return "unknown";
  return isWithin(key.allowedNetworks, ip) ? null : "address";
}

function keyCtx(key: FoundKey, ip: string | undefined): KeyCtx {
  const actor: KeyActor = {
    type: "key",
    keyId: key.id,
    name: key.name,
    mode: key.mode,
    scopes: scopesOf(key),
    domain: key.domain?.name ?? null,
  };
  return { ...systemCtx(key.workspaceId, key.name), actor, ip };
}

/** Once an hour for a key or a stranger, and a network. */
async function noteKeyRefusal(reason: KeyRefusal, key: ApiKey | null, ip: string | undefined): Promise<void> {
  const seen = `key-refused:${key?.id ?? "unknown"}:${reason}:${networkOf(ip).line}`;
  if (!onceHere(seen, HOUR_MS) || !(await isFirstHit(seen, HOUR_MS))) return;
  const about = key && { apiKeyId: publicId("key", key.id), key: `${key.prefix}…${key.lastFour}` };
  await recordAttempt(
    { db: prisma, now: () => new Date() },
    { kind: "key.refused", ip, workspaceId: key?.workspaceId, detail: { reason, ...about } },
  );
}
