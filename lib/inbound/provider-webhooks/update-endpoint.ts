import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ProviderEndpoint } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { sealListAccess, sealSecrets, secretsFor } from "./endpoint-secrets";
import { endpointKey, getEndpoint } from "./queries";
import { UpdateEndpoint } from "./schema";

/** Changes the name, turns the endpoint on or off, takes a new secret of the provider's, or the key to its suppression list. */
export async function updateEndpoint(ctx: Ctx, input: UpdateEndpoint): Promise<ProviderEndpoint> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { providerEndpointId: id, name, enabled, listAccess, ...given } = UpdateEndpoint.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getEndpoint(tx, id);
    const provider = before.provider as ProviderName;
    const newSecret =
      Object.values(given).some((value) => value !== undefined) && aboutProviders[provider].proof.by !== "credentials";
    const endpoint = await tx.db.providerEndpoint.update({
      where: endpointKey(tx, id),
      data: {
        ...(name !== undefined && { name }),
        ...(enabled !== undefined && { disabledAt: enabled ? null : (before.disabledAt ?? tx.now()) }),
        ...(newSecret && { secretsSealed: sealSecrets(secretsFor(provider, given)) }),
        ...(newSecret && given.topicArns && { confirmedAt: null }),
        ...(listAccess !== undefined && { apiKeySealed: listAccess && sealListAccess(listAccess) }),
      },
    });
    await recordAudit(tx, "provider_endpoint.updated", {
      subjectType: "provider_endpoint",
      subjectId: id,
      before,
      after: { ...endpoint, ...(newSecret && { newSecret }), ...(listAccess !== undefined && { newListAccess: true }) },
    });
    return endpoint;
  });
}
