import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { readNetworks } from "./allowed-networks";
import { lockActiveKey } from "./lock-active-key";
import { apiKeyKey, scopesOf } from "./queries";
import { ChangeApiKey } from "./schema";
import { tellKeyChange } from "./tell-key-change";
import { endAfter, grantedScopes, requireDomain, requirePerson } from "./wanted-limits";

/**
 * Changes name and limits of a key in force; the next call that shows it is held to them. Admins get a mail. Throws `invalid` on `scopes`,
 * `allowedNetworks` or `domainId`, `not_found`, and `conflict` for a key that has ended.
 */
export async function changeApiKey(ctx: Ctx, input: ChangeApiKey): Promise<void> {
  requirePermission(ctx, "api-keys.manage");
  const { apiKeyId: id, name, scopes, allowedNetworks, domainId, expiresInDays } = ChangeApiKey.parse(input);
  if ([scopes, allowedNetworks, domainId, expiresInDays].some((limit) => limit !== undefined)) requirePerson(ctx);
  const networks = allowedNetworks && readNetworks(allowedNetworks);
  await inTransaction(ctx, async (tx) => {
    const before = await lockActiveKey(tx, id);
    if (domainId) await requireDomain(tx, { kind: before.kind, domainId });
    const after = await tx.db.apiKey.update({
      where: apiKeyKey(tx, id),
      data: {
        name,
        scopes: scopes && grantedScopes(tx, { kind: before.kind, mode: before.mode, scopes, has: scopesOf(before) }),
        allowedNetworks: networks,
        domainId,
        expiresAt: expiresInDays === undefined ? undefined : endAfter(expiresInDays, tx.now()),
      },
    });
    await recordAudit(tx, "api_key.changed", { subjectType: "api_key", subjectId: id, before, after });
    await tellKeyChange(tx, after, "changed");
  });
}
