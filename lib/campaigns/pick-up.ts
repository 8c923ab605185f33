import { z } from "zod";
import { type Ctx, systemCtx } from "@/lib/context";
import { defineJob, enqueue } from "@/lib/jobs/define-job";
import { launchScheduledJob } from "./launch-scheduled-job";
import { prepareCampaignJob } from "./prepare-job";

interface Overdue {
  workspaceId: string;
  id: string;
  status: "scheduled" | "preparing" | "sending" | "paused";
  scheduledAt: Date | null;
}

/**
 * Looks through all workspaces for campaigns whose job was lost (its tries used up while the database was away, say):
 * overdue on the schedule, or being prepared for long. Their jobs are put in the queue again, which is harmless when they run.
 * Answers how many were found.
 */
export async function pickUpOverdue(ctx: Ctx): Promise<number> {
  const overdue = await ctx.db.$queryRaw<Overdue[]>`
    select workspace_id as "workspaceId", id, status::text as status, scheduled_at as "scheduledAt" from campaign
    where (status = 'scheduled' and scheduled_at < ${ctx.now()}::timestamptz - interval '2 minutes')
      or (status in ('preparing', 'sending', 'paused') and prepared_at is null
          and launched_at < ${ctx.now()}::timestamptz - interval '10 minutes')
    limit 500`;
  for (const { workspaceId, id, status, scheduledAt } of overdue) {
    const owner: Ctx = { ...systemCtx(workspaceId, "campaigns.pick-up"), db: ctx.db };
    if (status !== "scheduled") await enqueue(owner, prepareCampaignJob, { workspaceId, campaignId: id });
    else if (scheduledAt) {
      await enqueue(owner, launchScheduledJob, { workspaceId, campaignId: id, at: scheduledAt.toISOString() });
    }
  }
  return overdue.length;
}

export const pickUpJob = defineJob(
  "campaigns.pick-up",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await pickUpOverdue(ctx);
  },
  { cron: "* * * * *", retryLimit: 0, expireInSeconds: 60 },
);
