import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { processEndpointJob } from "./process-endpoint";
import { getCall, getEndpoint } from "./queries";
import { CallRef, EndpointRef } from "./schema";

const anew = { status: "received", reason: null, attempts: 0, nextAttemptAt: null, leasedUntil: null } as const;

/** Processes one call again, parked or not: what it reported before is not counted twice. */
export async function replayCall(ctx: Ctx, input: CallRef): Promise<void> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { providerCallId: id } = CallRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const call = await getCall(tx, id);
    if (!call.body) throw conflict(t("Nothing of this call was kept, so it cannot be replayed."));
    if (call.status === "received") throw conflict(t("This call is waiting to be processed already."));
    await tx.db.providerCall.update({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id } }, data: anew });
    const subject = { subjectType: "provider_endpoint", subjectId: call.endpointId };
    await recordAudit(tx, "provider_call.replayed", { ...subject, after: { call: id, was: call.status } });
    await enqueue(tx, processEndpointJob, { workspaceId: tx.workspaceId, endpointId: call.endpointId });
  });
}

/** Processes all parked calls of an endpoint again, in their order; answers how many there are. */
export async function replayParked(ctx: Ctx, input: EndpointRef): Promise<{ replayed: number }> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { providerEndpointId: endpointId } = EndpointRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const { name } = await getEndpoint(tx, endpointId);
    const where = { workspaceId: tx.workspaceId, endpointId, status: "parked", body: { not: null } } as const;
    const { count: replayed } = await tx.db.providerCall.updateMany({ where, data: anew });
    if (replayed === 0) return { replayed };
    const subject = { subjectType: "provider_endpoint", subjectId: endpointId };
    await recordAudit(tx, "provider_call.replayed", { ...subject, after: { name, replayed } });
    await enqueue(tx, processEndpointJob, { workspaceId: tx.workspaceId, endpointId });
    return { replayed };
  });
}
