import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import type { ProviderEndpoint } from "@/lib/db/generated/client";
import { newId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import { conflict } from "@/lib/errors";
import { providerLabels } from "@/lib/providers/schema";
import { seal } from "@/lib/security/secret-box";
import { hashToken, newToken, sealSecrets, secretsFor } from "./endpoint-secrets";
import { CreateEndpoint } from "./schema";

/** More would be a mistake: one account of a provider needs one. */
const MAX_ENDPOINTS = 50;

/** Opens an address at which a provider may tell what became of this workspace's mail. */
export async function createEndpoint(ctx: Ctx, input: CreateEndpoint): Promise<ProviderEndpoint> {
  requirePermission(ctx, "provider-hooks.manage");
  const { provider, name, ...given } = CreateEndpoint.parse(input);
  const token = newToken();
  const secrets = secretsFor(provider, given);
  return inTransaction(ctx, async (tx) => {
    const where = { workspaceId: tx.workspaceId };
    if ((await tx.db.providerEndpoint.count({ where })) >= MAX_ENDPOINTS) {
      throw conflict(`A workspace has at most ${MAX_ENDPOINTS} provider endpoints.`);
    }
    const endpoint = await tx.db.providerEndpoint.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        provider,
        name: name ?? providerLabels[provider],
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
