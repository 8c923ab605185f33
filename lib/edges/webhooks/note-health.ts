import { notify } from "@/lib/account/notifications/notify";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { webhookKey } from "./queries";

const HOUR_MS = 3_600_000;
/** Nothing but failures for so long: people are told. */
const TOLD_AFTER_MS = 24 * HOUR_MS;
/** And for so long: it is disabled. */
const DISABLED_AFTER_MS = 5 * 24 * HOUR_MS;

/** What came back from an endpoint in a group of tries. */
export interface Health {
  succeeded: boolean;
  failed: boolean;
  /** It answered 410. */
  gone: boolean;
}

/**
 * Keeps since when nothing but failures come back from an endpoint, tells people after a day, and disables it at once by 410 and after five
 * days of failing. Answers whether it is disabled now. What waits then goes on waiting until somebody enables it again.
 */
export async function noteHealth(ctx: Ctx, endpoint: WebhookEndpoint, health: Health): Promise<boolean> {
  const now = ctx.now();
  const where = webhookKey(ctx, endpoint.id);
  if (health.gone) {
    await disable(ctx, endpoint, "It answered 410 Gone, which says that it wants no more events.");
    return true;
  }
  if (health.succeeded) {
    await ctx.db.webhookEndpoint.update({ where, data: { failingSince: null, lastSuccessAt: now } });
    return false;
  }
  if (!health.failed) return false;
  const { failingSince } = endpoint;
  if (!failingSince) {
    await ctx.db.webhookEndpoint.update({ where, data: { failingSince: now } });
    return false;
  }
  const failingMs = now.getTime() - failingSince.getTime();
  if (failingMs >= DISABLED_AFTER_MS) {
    await disable(ctx, endpoint, `Nothing but failures came back for ${DISABLED_AFTER_MS / (24 * HOUR_MS)} days.`);
    return true;
  }
  if (failingMs >= TOLD_AFTER_MS) await tellFailing(ctx, endpoint, failingSince);
  return false;
}

const pageOf = ({ id }: WebhookEndpoint) =>
  workspacePath("/settings/webhooks/[webhookId]", { webhookId: publicId("whk", id) });

async function tellFailing(ctx: Ctx, endpoint: WebhookEndpoint, since: Date): Promise<void> {
  await notify(ctx, {
    kind: "webhook.failing",
    severity: "warning",
    title: `The webhook “${endpoint.name}” has been failing for a day`,
    body: `Nothing that was sent to ${new URL(endpoint.url).host} was taken since ${since.toISOString().slice(0, 16).replace("T", " ")} UTC. It is tried on, and disabled after five days.`,
    href: pageOf(endpoint),
    dedupeKey: `webhook.failing/${endpoint.id}/${since.toISOString()}`,
    mail: { admins: true, action: "Look at the webhook" },
  });
}

async function disable(ctx: Ctx, endpoint: WebhookEndpoint, reason: string): Promise<void> {
  const now = ctx.now();
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.webhookEndpoint.updateMany({
      where: { workspaceId: tx.workspaceId, id: endpoint.id, disabledAt: null },
      data: { disabledAt: now, disabledReason: reason },
    });
    if (count === 0) return;
    await tx.db.webhookLane.updateMany({
      where: { workspaceId: tx.workspaceId, endpointId: endpoint.id },
      data: { closedAt: now },
    });
    await recordAudit(tx, "webhook.disabled", { subjectType: "webhook", subjectId: endpoint.id, after: { reason } });
    await notify(tx, {
      kind: "webhook.disabled",
      severity: "danger",
      title: `The webhook “${endpoint.name}” was disabled`,
      body: `${reason} Nothing is sent to ${new URL(endpoint.url).host} until somebody enables it again; what happens in the next seven days can be sent to it later.`,
      href: pageOf(endpoint),
      mail: { admins: true, action: "Look at the webhook" },
    });
  });
}
