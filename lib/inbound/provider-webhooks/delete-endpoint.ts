import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { endpointKey, getEndpoint } from "./queries";
import { EndpointRef } from "./schema";

/** Closes the address and forgets its calls. What they reported about messages stays. */
export async function deleteEndpoint(ctx: Ctx, input: EndpointRef): Promise<void> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { providerEndpointId: id } = EndpointRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await getEndpoint(tx, id);
    await tx.db.providerEndpoint.delete({ where: endpointKey(tx, id) });
    const subject = { subjectType: "provider_endpoint", subjectId: id };
    await recordAudit(tx, "provider_endpoint.deleted", { ...subject, before });
  });
}
