import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { domainKey, getDomain } from "./queries";
import { DomainRef } from "./schema";

/** Removes a domain and its DKIM keys. Refused while senders use it, or API keys that may send from it alone. */
export async function deleteDomain(ctx: Ctx, input: DomainRef): Promise<void> {
  requirePermission(ctx, "sending.write");
  const { domainId } = DomainRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { dkimKeys: _keys, ...domain } = await getDomain(tx, domainId);
    const senders = await tx.db.sender.count({ where: { workspaceId: tx.workspaceId, domainId } });
    if (senders > 0)
      throw conflict(
        t("{count, plural, one {# sender uses} other {# senders use}} {domain}. Remove them first.", {
          count: senders,
          domain: domain.name,
        }),
      );
    const limited = { workspaceId: tx.workspaceId, domainId, revokedAt: null };
    const apiKey = await tx.db.apiKey.findFirst({ where: limited, select: { name: true } });
    if (apiKey)
      throw conflict(
        t("The API key “{key}” may send from {domain} alone. Revoke it first.", {
          key: apiKey.name,
          domain: domain.name,
        }),
      );
    await tx.db.sendingDomain.delete({ where: domainKey(tx, domainId) });
    await recordAudit(tx, "domain.deleted", { subjectType: "domain", subjectId: domainId, before: domain });
  });
}
