import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { words } from "@/lib/language/t";
import { requireEventScopes } from "./event-scopes";
import { getWebhook, presentWebhook, webhookKey } from "./queries";
import { readWebhookUrl } from "./read-webhook-url";
import { UpdateWebhook, type WebhookView } from "./schema";
import { tellWebhookChange } from "./tell-webhook-change";

const byHand = words("Somebody disabled it.");

/** Changes an endpoint; enabled again, it gets what had been waiting, and counts as well until it fails anew. Throws `invalid` on `url`. */
export async function updateWebhook(ctx: Ctx, input: UpdateWebhook): Promise<WebhookView> {
  requirePermission(ctx, "webhooks.write");
  const { webhookId: id, enabled, url: given, ...changes } = UpdateWebhook.parse(input);
  if (given !== undefined || changes.eventTypes) requirePermission(ctx, "contacts.read");
  const url = given === undefined ? undefined : readWebhookUrl(given);
  return inTransaction(ctx, async (tx) => {
    const before = await getWebhook(tx, id);
    if (given !== undefined || changes.eventTypes)
      requireEventScopes(ctx, ...(changes.eventTypes ?? before.eventTypes));
    const after = await tx.db.webhookEndpoint.update({
      where: webhookKey(tx, id),
      data: { ...changes, ...(url !== undefined && { url }), ...standing(before, { url, enabled }, tx.now()) },
    });
    await tx.db.webhookLane.update({
      where: { workspaceId_endpointId: { workspaceId: tx.workspaceId, endpointId: id } },
      data: {
        eventTypes: after.eventTypes,
        closedAt: after.disabledAt,
        // Also another address is worth knocking at.
        ...((url !== undefined || enabled) && { failures: 0, ...(after.disabledAt === null && { dueAt: tx.now() }) }),
      },
    });
    await recordAudit(tx, "webhook.updated", { subjectType: "webhook", subjectId: id, before, after });
    if (after.url !== before.url) await tellWebhookChange(tx, after, "given a new address");
    return presentWebhook(after, tx.now());
  });
}

function standing(
  before: WebhookEndpoint,
  { url = before.url, enabled }: Pick<UpdateWebhook, "url" | "enabled">,
  now: Date,
) {
  if (enabled === true) return { disabledAt: null, disabledReason: null, failingSince: null };
  return {
    ...(enabled === false && before.disabledAt === null && { disabledAt: now, disabledReason: byHand }),
    // What failed was the address of before.
    ...(url !== before.url && { failingSince: null }),
  };
}
