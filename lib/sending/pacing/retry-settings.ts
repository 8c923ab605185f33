import { recordAudit } from "@/lib/base/audit/record-audit";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { DEFAULT_RETRY_HOURS, type RetryOptions } from "@/lib/sending/transports/retry-plan";
import { settingsPart } from "@/lib/workspaces/stored-settings";
import { providerSeen } from "./provider-of";
import { paceTarget, rulesOf, slowStateAt } from "./rules";
import { RetrySettings } from "./schema";

/** How long the workspace's mail is tried; what is missing or damaged takes its default. */
export const retrySettings = settingsPart<RetrySettings>("retries", RetrySettings, { retryHours: DEFAULT_RETRY_HOURS });

/** The retry settings of the workspace. */
export async function getRetrySettings(ctx: Ctx): Promise<RetrySettings> {
  return retrySettings.get(ctx);
}

/** Changes how long mail is tried; messages that wait already follow at their next try. */
export async function updateRetrySettings(ctx: Ctx, input: RetrySettings): Promise<RetrySettings> {
  requirePermission(ctx, "sending.write");
  const after = RetrySettings.parse(input);
  return inTransaction(ctx, async (tx) => {
    await retrySettings.lock(tx);
    const before = await getRetrySettings(tx);
    await retrySettings.set(tx, after);
    await recordAudit(tx, "retries.updated", { subjectType: "workspace", subjectId: tx.workspaceId, before, after });
    return after;
  });
}

const FRESH_MS = 10_000;
const recent = new BoundedCache<Promise<RetrySettings>>({ max: 5000 });

/** What `nextAttempt` has to know besides the message, for deferrals on this transport, by recipient domain. One look every ten seconds. */
export async function retryOptions(
  ctx: Ctx,
  transport: Pick<Transport, "id">,
): Promise<(emailDomain: string) => Pick<RetryOptions, "notBefore" | "lifetimeHours">> {
  const rules = await rulesOf(ctx.workspaceId, transport.id);
  const { retryHours: lifetimeHours } = await remember(recent, ctx.workspaceId, () => getRetrySettings(ctx), FRESH_MS);
  const now = ctx.now();
  return (emailDomain) => {
    const rule = rules.byProvider.get(paceTarget(rules, providerSeen(emailDomain), emailDomain));
    return { lifetimeHours, notBefore: slowStateAt(rule, now).suspendedUntil };
  };
}
