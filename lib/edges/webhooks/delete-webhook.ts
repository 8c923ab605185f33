import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getWebhook, webhookKey } from "./queries";
import { WebhookRef } from "./schema";

/** Rows of one transaction. */
const AT_ONCE = 1_000;

/** Ends an endpoint: nothing more is sent to it from this moment on. Its deliveries are removed by a job. */
export async function deleteWebhook(ctx: Ctx, input: WebhookRef): Promise<void> {
  requirePermission(ctx, "webhooks.write");
  const { webhookId: id } = WebhookRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    await endEndpoint(tx, await getWebhook(tx, id));
  });
}

/** The same for whoever has found it, inside their transaction and after their permission. */
export async function endEndpoint(tx: Ctx, before: WebhookEndpoint): Promise<void> {
  const { id } = before;
  await tx.db.webhookEndpoint.update({ where: webhookKey(tx, id), data: { deletedAt: tx.now() } });
  await tx.db.webhookLane.deleteMany({ where: { workspaceId: tx.workspaceId, endpointId: id } });
  await recordAudit(tx, "webhook.deleted", { subjectType: "webhook", subjectId: id, before });
  await enqueue(tx, removeDeliveriesJob, { workspaceId: tx.workspaceId, endpointId: id });
}

/** Removes the deliveries of an endpoint that was deleted, and then its row. */
export const removeDeliveriesJob = defineJob(
  "webhooks.remove-deliveries",
  z.object({ workspaceId: z.uuid(), endpointId: z.uuid() }),
  async (ctx, { endpointId }) => {
    for (let removed = AT_ONCE; removed === AT_ONCE; ) {
      removed = await ctx.db.$executeRaw`
        delete from webhook_delivery where workspace_id = ${ctx.workspaceId}::uuid and id = any(array(
          select id from webhook_delivery
           where workspace_id = ${ctx.workspaceId}::uuid and endpoint_id = ${endpointId}::uuid limit ${AT_ONCE}))`;
    }
    await ctx.db.webhookEndpoint.deleteMany({
      where: { workspaceId: ctx.workspaceId, id: endpointId, deletedAt: { not: null } },
    });
  },
);
