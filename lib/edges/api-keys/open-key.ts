import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { type KeyStatus, keyStatus } from "@/lib/base/auth/key-status";
import { readTogether } from "@/lib/base/cache/read-together";
import { type Ctx, type KeyActor, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { pgPool } from "@/lib/base/db/pool";
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

type FoundKey = Omit<
  ApiKey,
  "kind" | "previousHash" | "domainId" | "createdById" | "createdByName" | "createdAt" | "lastUsedIp"
> & {
  /** The name of the one that it is held to. */
  domain: string | null;
  /** Of the key that made it, as they are now; null where a person made it, or where that key is gone. */
  makerScopes: string[] | null;
  makerNetworks: string[] | null;
  makerExpiresAt: Date | null;
  makerRevokedAt: Date | null;
};

/** Every call begins with it. */
const FIND = `
  select k.workspace_id as "workspaceId", k.id, k.name, k.mode, k.prefix, k.last_four as "lastFour", k.key_hash as "keyHash",
         k.previous_until as "previousUntil", k.previous_used_at as "previousUsedAt", k.scopes, k.allowed_networks as "allowedNetworks",
         k.last_used_at as "lastUsedAt", k.expires_at as "expiresAt", k.revoked_at as "revokedAt", d.name as domain, k.made_by_id as "madeById",
         m.scopes as "makerScopes", m.allowed_networks as "makerNetworks", m.expires_at as "makerExpiresAt", m.revoked_at as "makerRevokedAt"
    from api_key k left join sending_domain d on d.workspace_id = k.workspace_id and d.id = k.domain_id
         left join api_key m on m.workspace_id = k.workspace_id and m.id = k.made_by_id
   where k.key_hash = $1 or k.previous_hash = $1 limit 1`;

function findKey(keyHash: string): Promise<FoundKey | null> {
  return readTogether(`key ${keyHash}`, async () => {
    const { rows } = await pgPool().query<FoundKey>({ name: "open-key", text: FIND, values: [keyHash] });
    return rows[0] ?? null;
  });
}

function refusalOf(key: FoundKey, keyHash: string, ip: string | undefined, now: Date): KeyRefusal | null {
  const status = keyStatus(key, now);
  if (status !== "active") return status;
  const ofMaker = makerStatus(key, now);
  if (ofMaker !== "active") return ofMaker;
  if (key.keyHash !== keyHash && (key.previousUntil === null || key.previousUntil <= now)) return "unknown";
  return isWithin(key.allowedNetworks, ip) && isWithin(key.makerNetworks ?? [], ip) ? null : "address";
}

/** What a key made ends with it. */
function makerStatus({ madeById, makerScopes, makerRevokedAt, makerExpiresAt }: FoundKey, now: Date): KeyStatus {
  if (madeById === null) return "active";
  return makerScopes === null ? "revoked" : keyStatus({ revokedAt: makerRevokedAt, expiresAt: makerExpiresAt }, now);
}

function keyCtx(key: FoundKey, ip: string | undefined): KeyCtx {
  const actor: KeyActor = {
    type: "key",
    keyId: key.id,
    name: key.name,
    mode: key.mode,
    scopes: scopesOf(key).filter((scope) => key.makerScopes?.includes(scope) ?? true),
    domain: key.domain,
  };
  return { ...systemCtx(key.workspaceId, key.name), actor, ip };
}

/** Once an hour for a key or a stranger, and a network. */
async function noteKeyRefusal(reason: KeyRefusal, key: FoundKey | null, ip: string | undefined): Promise<void> {
  const seen = `key-refused:${key?.id ?? "unknown"}:${reason}:${networkOf(ip).line}`;
  if (!onceHere(seen, HOUR_MS) || !(await isFirstHit(seen, HOUR_MS))) return;
  const about = key && { apiKeyId: publicId("key", key.id), key: `${key.prefix}…${key.lastFour}` };
  await recordAttempt(
    { db: prisma, now: () => new Date() },
    { kind: "key.refused", ip, workspaceId: key?.workspaceId, detail: { reason, ...about } },
  );
}
