import type { Ctx } from "@/lib/base/context";
import { enqueue } from "@/lib/base/jobs/define-job";
import { processEndpointJob } from "./process-endpoint";

const STUCK_MS = 180_000;

/** Wakes the endpoints whose calls wait although nobody works on them. */
export async function sweepCalls(ctx: Ctx): Promise<void> {
  const endpoints = await ctx.db.providerEndpoint.findMany({ select: { workspaceId: true, id: true } });
  for (const { workspaceId, id: endpointId } of endpoints) {
    if (await isStuck(ctx, { workspaceId, endpointId })) {
      await enqueue(ctx, processEndpointJob, { workspaceId, endpointId });
    }
  }
}

async function isStuck(ctx: Ctx, endpoint: { workspaceId: string; endpointId: string }): Promise<boolean> {
  const waiting = await ctx.db.providerCall.findFirst({
    where: {
      ...endpoint,
      status: "received",
      receivedAt: { lt: ago(ctx, STUCK_MS) },
      OR: [{ leasedUntil: null }, { leasedUntil: { lt: ctx.now() } }],
    },
    select: { id: true },
  });
  return waiting !== null;
}

const ago = (ctx: Ctx, ms: number) => new Date(ctx.now().getTime() - ms);
