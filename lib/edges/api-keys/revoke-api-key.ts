import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { apiKeyKey, getApiKey } from "./queries";
import { ApiKeyRef } from "./schema";
import { tellKeyChange } from "./tell-key-change";

/** Ends a key, the one that it replaced and those that it made, at once and for good. Its row stays, so that logs can be read. Asking twice is fine. */
export async function revokeApiKey(ctx: Ctx, input: ApiKeyRef): Promise<void> {
  requirePermission(ctx, "api-keys.manage");
  const { apiKeyId: id } = ApiKeyRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const key = await getApiKey(tx, id);
    if (key.revokedAt) return;
    const where = { workspaceId: tx.workspaceId, madeById: id, revokedAt: null };
    for (const each of [key, ...(await tx.db.apiKey.findMany({ where, orderBy: { id: "asc" } }))]) await end(tx, each);
  });
}

async function end(tx: Ctx, before: ApiKey): Promise<void> {
  const { id } = before;
  const data = { revokedAt: tx.now(), previousHash: null, previousUntil: null };
  const after = await tx.db.apiKey.update({ where: apiKeyKey(tx, id), data });
  await recordAudit(tx, "api_key.revoked", { subjectType: "api_key", subjectId: id, before, after });
  await tellKeyChange(tx, after, "revoked");
}
