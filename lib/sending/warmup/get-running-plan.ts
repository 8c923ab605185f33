import type { Ctx } from "@/lib/base/context";
import type { WarmupPlan } from "@/lib/base/db/generated/client";

/** The plan of a domain that runs, locked for the transaction; null when none does. */
export async function getRunningPlan(tx: Ctx, domainId: string): Promise<WarmupPlan | null> {
  await tx.db.$queryRaw`
    select id from warmup_plan
     where workspace_id = ${tx.workspaceId}::uuid and domain_id = ${domainId}::uuid and ended_at is null for update`;
  return tx.db.warmupPlan.findFirst({ where: { workspaceId: tx.workspaceId, domainId, endedAt: null } });
}
