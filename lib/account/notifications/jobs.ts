import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";

const KEPT_DAYS = 180;

/** Deletes what is older than half a year, in all workspaces: nobody scrolls that far. */
export async function sweepNotifications(ctx: Ctx): Promise<number> {
  return ctx.db.$executeRaw`
    delete from notification where created_at < ${ctx.now()}::timestamptz - ${KEPT_DAYS}::int * interval '1 day'`;
}

export const sweepNotificationsJob = defineJob(
  "notifications.sweep",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sweepNotifications(ctx);
  },
  { cron: "17 3 * * *", retryLimit: 0, expireInSeconds: 300 },
);

export const notificationsJobs = [sweepNotificationsJob];
