import { notify } from "@/lib/account/notifications/notify";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { maybeMsg, t, words } from "@/lib/language/t";
import { endEndpoint } from "./delete-webhook";

const HOUR_MS = 3_600_000;
/** Nothing but failures for so long: people are told. */
const TOLD_AFTER_MS = 24 * HOUR_MS;
/** And for so long: it is disabled. */
const DISABLED_AFTER_MS = 5 * 24 * HOUR_MS;

// Kept in English, and said to whoever reads them.
const goneReason = words("It answered 410 Gone, which says that it wants no more events.");
const failedReason = words("Nothing but failures came back for 5 days.");

/** What came back from an endpoint in a group of tries. */
export interface Health {
  succeeded: boolean;
  /** Tests do not count: they may fail while a receiver is being built. */
  failed: boolean;
  /** It answered 410. */
  gone: boolean;
}

/**
 * Keeps since when nothing but failures come back from an endpoint, tells people after a day, and disables it at once by 410 and after five
 * days of failing; a hook whose program answers 410 is deleted instead. Answers whether nothing more is sent to it. What waits then goes on waiting until somebody enables it again. Of an endpoint that
 * was given another address since `endpoint` was read nothing is noted: what came back is not about it.
 */
export async function noteHealth(ctx: Ctx, endpoint: WebhookEndpoint, health: Health): Promise<boolean> {
  const now = ctx.now();
  if (health.gone && endpoint.isHook) return endHook(ctx, endpoint);
  if (health.gone) return disable(ctx, endpoint, goneReason);
  if (health.succeeded) {
    const data = { failingSince: null, lastSuccessAt: now };
    await ctx.db.webhookEndpoint.updateMany({ where: sameAs(ctx, endpoint), data });
    return false;
  }
  if (!health.failed) return false;
  const { failingSince } = endpoint;
  if (!failingSince) {
    await ctx.db.webhookEndpoint.updateMany({ where: sameAs(ctx, endpoint), data: { failingSince: now } });
    return false;
  }
  const failingMs = now.getTime() - failingSince.getTime();
  if (failingMs >= DISABLED_AFTER_MS) return disable(ctx, endpoint, failedReason);
  if (failingMs >= TOLD_AFTER_MS) await tellFailing(ctx, endpoint, failingSince);
  return false;
}

/** Its program has taken it off: nobody has to be told. */
async function endHook(ctx: Ctx, endpoint: WebhookEndpoint): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const found = await tx.db.webhookEndpoint.findFirst({ where: { ...sameAs(tx, endpoint), deletedAt: null } });
    if (found) await endEndpoint(tx, found);
    return found !== null;
  });
}

const sameAs = ({ workspaceId }: Ctx, { id, url }: WebhookEndpoint) => ({ workspaceId, id, url });

const pageOf = ({ id }: WebhookEndpoint) =>
  workspacePath("/settings/webhooks/[webhookId]", { webhookId: publicId("whk", id) });

async function tellFailing(ctx: Ctx, endpoint: WebhookEndpoint, since: Date): Promise<void> {
  await notify(ctx, {
    kind: "webhook.failing",
    severity: "warning",
    title: () => t("The webhook “{name}” has been failing for a day", { name: endpoint.name }),
    body: () =>
      t("Nothing that was sent to {host} was taken since {time}. It is tried on, and disabled after five days.", {
        host: new URL(endpoint.url).host,
        time: `${since.toISOString().slice(0, 16).replace("T", " ")} UTC`,
      }),
    href: pageOf(endpoint),
    dedupeKey: `webhook.failing/${endpoint.id}/${since.toISOString()}`,
    mail: { admins: true, action: () => t("Look at the webhook") },
  });
}

async function disable(ctx: Ctx, endpoint: WebhookEndpoint, reason: string): Promise<boolean> {
  const now = ctx.now();
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.webhookEndpoint.updateMany({
      where: { ...sameAs(tx, endpoint), disabledAt: null },
      data: { disabledAt: now, disabledReason: reason },
    });
    if (count === 0) return false;
    await tx.db.webhookLane.updateMany({
      where: { workspaceId: tx.workspaceId, endpointId: endpoint.id },
      data: { closedAt: now },
    });
    await recordAudit(tx, "webhook.disabled", { subjectType: "webhook", subjectId: endpoint.id, after: { reason } });
    await notify(tx, {
      kind: "webhook.disabled",
      severity: "danger",
      title: () => t("The webhook “{name}” was disabled", { name: endpoint.name }),
      body: () =>
        t(
          "{reason} Nothing is sent to {host} until somebody enables it again; what happens in the next seven days can be sent to it later.",
          { reason: t(maybeMsg(reason)), host: new URL(endpoint.url).host },
        ),
      href: pageOf(endpoint),
      mail: { admins: true, action: () => t("Look at the webhook") },
    });
    return true;
  });
}
