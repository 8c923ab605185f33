import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { WarmupPlan } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getDomain } from "@/lib/sending/domains/queries";
import { StartWarmup } from "./schema";
import { utcDay } from "./warmup-day";
import { forgetWarmup, warmupCacheKey } from "./warmup-today";

/** Starts to warm up a sending domain: from now on its mail stays below the day's volume, which grows with use. */
export async function startWarmup(ctx: Ctx, input: StartWarmup): Promise<WarmupPlan> {
  requirePermission(ctx, "sending.write");
  const { domainId, ...ramp } = StartWarmup.parse(input);
  const { plan, domain } = await inTransaction(ctx, async (tx) => {
    const domain = await getDomain(tx, domainId);
    await tx.db.$queryRaw`
      select id from sending_domain where workspace_id = ${tx.workspaceId}::uuid and id = ${domainId}::uuid for update`;
    const running = await tx.db.warmupPlan.count({ where: { workspaceId: tx.workspaceId, domainId, endedAt: null } });
    if (running > 0) throw conflict(t("{domain} is being warmed up already.", { domain: domain.name }));
    const key = { workspaceId: tx.workspaceId, id: newId(), domainId };
    const days = { startedAt: tx.now(), stepDay: new Date(utcDay(tx.now())) };
    const plan = await tx.db.warmupPlan.create({ data: { ...key, ...days, ...ramp } });
    await recordAudit(tx, "warmup.started", { subjectType: "domain", subjectId: domainId, after: plan });
    return { plan, domain };
  });
  forgetWarmup(warmupCacheKey(ctx, domain.name));
  return plan;
}
