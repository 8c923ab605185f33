import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";
import { bodyOf } from "./body";
import { exampleData } from "./catalogue";
import { DUE_FIRST } from "./due-deliveries";
import { webhookEventKinds } from "./event-kinds.shared";
import { deliveryId } from "./insert-deliveries";
import { wakeLanes } from "./lanes";
import { getWebhook, presentWebhook } from "./queries";
import { TestWebhook } from "./schema";

/** Who names an address must not be able to call it as often as they like. */
const TESTS = { limit: 20, windowMs: 600_000 };

/**
 * Sends a made-up event, once: `test` in its body says what it is. A worker takes it within seconds; what became of it stands in its delivery,
 * whose id is answered. Throws `conflict` while the endpoint is disabled, and `rate_limited` after 20 in ten minutes.
 */
export async function testWebhook(ctx: Ctx, input: TestWebhook): Promise<{ deliveryId: string }> {
  requirePermission(ctx, "webhooks.write");
  const { webhookId, eventType } = TestWebhook.parse(input);
  await hitRateLimit(`webhook-test/${ctx.workspaceId}`, TESTS);
  return inTransaction(ctx, async (tx) => {
    const { eventTypes, enabled } = presentWebhook(await getWebhook(tx, webhookId), tx.now());
    if (!enabled) throw conflict(t("This webhook is disabled. Enable it first."));
    const type = eventType ?? eventTypes[0] ?? "contact.created";
    const { workspaceId } = tx;
    const [eventId, now] = [newId(tx.now().getTime()), tx.now()];
    const body = bodyOf({ id: publicId("evt", eventId), type, occurredAt: now, data: exampleData(type), test: true });
    const own = { workspaceId, createdAt: now };
    await tx.db.webhookEvent.create({ data: { ...own, id: eventId, type, occurredAt: now, body, isTest: true } });
    const id = deliveryId(eventId, webhookId);
    await tx.db.webhookDelivery.create({
      data: { ...own, id, endpointId: webhookId, eventId, attempt: 0, nextAttemptAt: DUE_FIRST },
    });
    await wakeLanes(tx, [webhookId], now, { evenPaused: true });
    const after = { event: webhookEventKinds[type].label };
    await recordAudit(tx, "webhook.tested", { subjectType: "webhook", subjectId: webhookId, after });
    return { deliveryId: publicId("dlv", id) };
  });
}
