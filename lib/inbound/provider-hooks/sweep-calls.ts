import type { Ctx } from "@/lib/base/context";
import { enqueue } from "@/lib/base/jobs/define-job";
import { processEndpointJob } from "./process-endpoint";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
const STUCK_MS = 180_000;

/** For all workspaces: wakes endpoints whose calls wait although nobody works on them, and forgets what is over 30 days old. */
export async function sweepCalls(ctx: Ctx): Promise<void> {
  const nowMs = ctx.now().getTime();
  const stuck = await ctx.db.providerCall.findMany({
    where: {
      status: "received",
      receivedAt: { lt: new Date(nowMs - STUCK_MS) },
      OR: [{ leasedUntil: null }, { leasedUntil: { lt: new Date(nowMs) } }],
    },
    distinct: ["workspaceId", "endpointId"],
    select: { workspaceId: true, endpointId: true },
    take: 500,
  });
  for (const { workspaceId, endpointId } of stuck) await enqueue(ctx, processEndpointJob, { workspaceId, endpointId });
  await ctx.db.providerCall.deleteMany({
    where: { status: { not: "received" }, receivedAt: { lt: new Date(nowMs - KEPT_DAYS * DAY_MS) } },
  });
}
