import { recordAudit } from "@/lib/base/audit/record-audit";
import { activeKeys } from "@/lib/base/auth/key-status";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { readNetworks } from "./allowed-networks";
import { newKey } from "./key-format";
import { CreateApiKey, MAX_API_KEYS, type ShownApiKey } from "./schema";
import { tellKeyChange } from "./tell-key-change";
import { endAfter, grantedScopes, limitsOfMaker, requireDomain } from "./wanted-limits";

/**
 * Makes a key for a program, with no right that its maker lacks. One that a key makes is held to whatever holds its maker, then and later. The answer is
 * the only time that it is seen. Admins get a mail.
 * Throws `invalid` on `scopes`, `allowedNetworks` or `domainId`.
 */
export async function createApiKey(ctx: Ctx, input: CreateApiKey): Promise<ShownApiKey> {
  requirePermission(ctx, "api-keys.manage");
  const wanted = CreateApiKey.parse(input);
  const scopes = grantedScopes(ctx, wanted);
  const allowedNetworks = readNetworks(wanted.allowedNetworks);
  const { key, ...shown } = newKey(wanted.mode);
  return inTransaction(ctx, async (tx) => {
    await requireRoom(tx);
    await requireDomain(tx, wanted);
    const maker = await limitsOfMaker(tx);
    if (maker && maker.mode !== wanted.mode)
      throw conflict(maker.mode === "test" ? t("This key makes test keys.") : t("This key makes live keys."));
    const ends = endAfter(wanted.expiresInDays, tx.now());
    const row = await tx.db.apiKey.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name: wanted.name,
        kind: wanted.kind,
        mode: wanted.mode,
        ...shown,
        scopes,
        allowedNetworks: allowedNetworks.length > 0 ? allowedNetworks : (maker?.allowedNetworks ?? []),
        domainId: wanted.domainId,
        createdById: tx.actor.type === "member" ? tx.actor.userId : null,
        createdByName: tx.actor.name,
        madeById: tx.actor.type === "key" ? tx.actor.keyId : null,
        createdAt: tx.now(),
        expiresAt: maker?.expiresAt && (!ends || maker.expiresAt < ends) ? maker.expiresAt : ends,
      },
    });
    await recordAudit(tx, "api_key.created", { subjectType: "api_key", subjectId: row.id, after: row });
    await tellKeyChange(tx, row, "created");
    return { id: publicId("key", row.id), name: row.name, key };
  });
}

/** One at a time, so that the limit holds. */
async function requireRoom(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`api-keys/${tx.workspaceId}`}, 0))`;
  const count = await tx.db.apiKey.count({ where: { workspaceId: tx.workspaceId, ...activeKeys(tx.now()) } });
  if (count >= MAX_API_KEYS)
    throw conflict(t("A workspace has at most {most} API keys. Revoke one first.", { most: String(MAX_API_KEYS) }));
}
