import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { firstIdAt, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";
import { beginAnew } from "./begin-anew";
import { requireEventScopes } from "./event-scopes";
import { wakeLanes } from "./lanes";
import { getWebhook } from "./queries";
import { replayStretchJob } from "./replay-stretch";
import { ReplayWebhook } from "./schema";

/** Stretches: each may be a million events that go through the queue. */
const STRETCHES = { limit: 20, windowMs: 600_000 };

/**
 * Sends events once more, with the ids that they have: single deliveries, or those of a stretch, which a job goes through. Answers how many
 * deliveries begin anew; null for a stretch. Throws `conflict` while the endpoint is disabled, `not_found` for a delivery of another one,
 * and `rate_limited` after 20 stretches in ten minutes.
 */
export async function replayWebhook(ctx: Ctx, input: ReplayWebhook): Promise<{ replayed: number | null }> {
  requirePermission(ctx, "webhooks.write");
  requirePermission(ctx, "contacts.read");
  const { webhookId, deliveryIds, which, ...stretch } = ReplayWebhook.parse(input);
  if (!deliveryIds) await hitRateLimit(`webhook-replay/${ctx.workspaceId}`, STRETCHES);
  return inTransaction(ctx, async (tx) => {
    const { disabledAt, eventTypes } = await getWebhook(tx, webhookId);
    requireEventScopes(ctx, ...eventTypes);
    if (disabledAt) throw conflict(t("This webhook is disabled. Enable it first."));
    const subject = { subjectType: "webhook", subjectId: webhookId };
    if (deliveryIds) {
      const ids = [...new Set(deliveryIds)];
      await requireDeliveries(tx, webhookId, ids);
      const replayed = await beginAnew(tx, webhookId, ids, tx.now());
      await wakeLanes(tx, [webhookId], tx.now(), { evenPaused: true });
      const deliveries = ids.map((id) => publicId("dlv", id));
      await recordAudit(tx, "webhook.replayed", { ...subject, after: { deliveries } });
      return { replayed };
    }
    const { firstEventId, lastEventId, from, until } = stretch;
    const bounds = {
      first: firstEventId ?? firstIdAt(new Date(from ?? 0)),
      last: lastEventId ?? lastIdBefore(until ? new Date(until) : tx.now()),
    };
    await enqueue(tx, replayStretchJob, { workspaceId: tx.workspaceId, endpointId: webhookId, which, ...bounds });
    await recordAudit(tx, "webhook.replayed", { ...subject, after: { which, ...stretch } });
    return { replayed: null };
  });
}

async function requireDeliveries(tx: Ctx, endpointId: string, ids: readonly string[]): Promise<void> {
  const where = { workspaceId: tx.workspaceId, endpointId, id: { in: [...ids] } };
  if ((await tx.db.webhookDelivery.count({ where })) < ids.length) throw notFound("delivery of this webhook");
}

/** The greatest UUIDv7 that is less than all of a moment. */
const lastIdBefore = (at: Date) => `${firstIdAt(new Date(at.getTime() - 1)).slice(0, 13)}-ffff-ffff-ffffffffffff`;
