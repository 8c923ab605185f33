import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ProviderEndpoint } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { seal } from "@/lib/base/security/secret-box";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";
import { hashToken, newToken, sealSecrets, secretsFor } from "./endpoint-secrets";
import { CreateEndpoint } from "./schema";

/** More would be a mistake: one account of a provider needs one. */
const MAX_ENDPOINTS = 50;

/** Opens an address at which a provider may tell what became of this workspace's mail. */
export async function createEndpoint(ctx: Ctx, input: CreateEndpoint): Promise<ProviderEndpoint> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { provider, name, ...given } = CreateEndpoint.parse(input);
  const token = newToken();
  const secrets = secretsFor(provider, given);
  return inTransaction(ctx, async (tx) => {
    const where = { workspaceId: tx.workspaceId };
    if ((await tx.db.providerEndpoint.count({ where })) >= MAX_ENDPOINTS) {
      throw conflict(t("A workspace has at most {count} provider webhooks.", { count: MAX_ENDPOINTS }));
    }
    const endpoint = await tx.db.providerEndpoint.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        provider,
        name: name ?? aboutProviders[provider].label,
        tokenHash: hashToken(token),
        tokenSealed: seal(token),
        secretsSealed: sealSecrets(secrets),
        createdAt: tx.now(),
      },
    });
    await recordAudit(tx, "provider_endpoint.created", {
      subjectType: "provider_endpoint",
      subjectId: endpoint.id,
      after: endpoint,
    });
    return endpoint;
  });
}
