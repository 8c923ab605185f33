import { z } from "zod";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { launchesAt } from "@/lib/campaigns/freeze/local-time.shared";
import { prepareCampaignJob } from "@/lib/campaigns/freeze/prepare-job";
import { findUnderWay } from "@/lib/sending/campaign/under-way";
import { launchScheduledJob } from "./launch-scheduled-job";

interface Overdue {
  id: string;
  status: "scheduled" | "preparing" | "sending" | "paused";
  scheduledAt: Date | null;
  localTime: boolean;
  timeZone: string;
}

/** How late the job of a scheduled campaign may be before it counts as lost. */
const LATE_MS = 2 * 60_000;

/**
 * Looks through all workspaces for campaigns whose job was lost (its tries used up while the database was away, say):
 * overdue on the schedule, or being prepared for long. Their jobs are put in the queue again, which is harmless when they run.
 * Answers how many were found.
 */
export async function pickUpOverdue(ctx: Ctx): Promise<number> {
  let found = 0;
  for (const [workspaceId, campaignIds] of await findUnderWay()) {
    const owner: Ctx = { ...systemCtx(workspaceId, "campaigns.pick-up"), db: ctx.db, now: ctx.now };
    const overdue = await findOverdue(owner, campaignIds);
    for (const campaign of overdue) await putInQueue(owner, campaign);
    found += overdue.length;
  }
  return found;
}

async function findOverdue(ctx: Ctx, campaignIds: readonly string[]): Promise<Overdue[]> {
  const campaigns = await ctx.db.$queryRaw<Overdue[]>`
    select c.id, c.status, c.scheduled_at as "scheduledAt", c.local_time as "localTime", w.time_zone as "timeZone"
      from campaign c join workspace w on w.id = c.workspace_id
     where c.workspace_id = ${ctx.workspaceId}::uuid and c.id = any(${campaignIds}::uuid[]) and (
           (c.status = 'scheduled' and c.scheduled_at < ${ctx.now()}::timestamptz + case when c.local_time then interval '1 day' else '0' end)
        or (c.status in ('preparing', 'sending', 'paused') and c.prepared_at is null
            and c.launched_at < ${ctx.now()}::timestamptz - interval '10 minutes'))
     limit 500`;
  return campaigns.filter((campaign) => campaign.status !== "scheduled" || isLate(ctx, campaign));
}

async function putInQueue(ctx: Ctx, { id, status, scheduledAt }: Overdue): Promise<void> {
  const job = { workspaceId: ctx.workspaceId, campaignId: id };
  if (status !== "scheduled") await enqueue(ctx, prepareCampaignJob, job);
  else if (scheduledAt) await enqueue(ctx, launchScheduledJob, { ...job, at: scheduledAt.toISOString() });
}

function isLate(ctx: Ctx, { scheduledAt, localTime, timeZone }: Overdue): boolean {
  return (
    scheduledAt !== null && ctx.now().getTime() - launchesAt({ scheduledAt, localTime }, timeZone).getTime() > LATE_MS
  );
}

export const pickUpJob = defineJob(
  "campaigns.pick-up",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await pickUpOverdue(ctx);
  },
  { cron: "* * * * *", retryLimit: 0, expireInSeconds: 60 },
);
