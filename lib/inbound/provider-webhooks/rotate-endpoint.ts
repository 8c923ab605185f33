import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { seal } from "@/lib/base/security/secret-box";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";
import { hashToken, newCredentials, newToken, sealSecrets } from "./endpoint-secrets";
import { endpointKey, getEndpoint } from "./queries";
import { EndpointRef } from "./schema";

/** Gives the endpoint a new address; the old one stops at once. */
export async function rotateAddress(ctx: Ctx, input: EndpointRef): Promise<void> {
  const token = newToken();
  await rotate(ctx, input, "address", { tokenHash: hashToken(token), tokenSealed: seal(token), confirmedAt: null });
}

/** Makes new credentials for a provider that signs nothing; the old ones stop at once. */
export async function rotateCredentials(ctx: Ctx, input: EndpointRef): Promise<void> {
  await rotate(ctx, input, "credentials", { secretsSealed: sealSecrets(newCredentials()) });
}

async function rotate(
  ctx: Ctx,
  input: EndpointRef,
  what: "address" | "credentials",
  data: Prisma.ProviderEndpointUpdateInput,
): Promise<void> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { providerEndpointId: id } = EndpointRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { name, provider } = await getEndpoint(tx, id);
    if (what === "credentials" && aboutProviders[provider as ProviderName].proof.by !== "credentials") {
      throw invalid(t("This provider signs its calls: paste its new secret instead."));
    }
    await tx.db.providerEndpoint.update({ where: endpointKey(tx, id), data });
    const subject = { subjectType: "provider_endpoint", subjectId: id };
    await recordAudit(tx, "provider_endpoint.rotated", { ...subject, after: { name, what } });
  });
}
