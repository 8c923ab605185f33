import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { mirrorSuppressions } from "./mirror-suppressions";

const Mirror = z.object({ workspaceId: z.string(), endpointId: z.uuid() });

/** Compares our suppressions with those of one provider's account. */
export const mirrorJob = defineJob(
  "suppressions.mirror",
  Mirror,
  async (ctx, input) => {
    await mirrorSuppressions(ctx, input);
  },
  { expireInSeconds: 7200, retryLimit: 1 },
);

const Anywhere = z.object({ workspaceId: z.string() });
const DAY_MS = 86_400_000;

/** Every hour: endpoints of all workspaces whose lists were not compared for a day. */
export const mirrorDueJob = defineJob(
  "suppressions.mirror-due",
  Anywhere,
  async (ctx) => {
    const before = new Date(ctx.now().getTime() - DAY_MS);
    const due = await ctx.db.providerEndpoint.findMany({
      where: {
        apiKeySealed: { not: null },
        disabledAt: null,
        OR: [{ mirroredAt: null }, { mirroredAt: { lt: before } }],
      },
      select: { workspaceId: true, id: true },
      take: 500,
    });
    for (const { workspaceId, id } of due) await enqueue(ctx, mirrorJob, { workspaceId, endpointId: id });
  },
  { cron: "41 * * * *", retryLimit: 0 },
);
