import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";

const KEPT_DAYS = 180;

/** Deletes what is older than half a year, in all workspaces: nobody scrolls that far. */
export function sweepNotifications(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000);
  return inEachWorkspace(ctx, async ({ db, workspaceId }) => {
    const { count } = await db.notification.deleteMany({ where: { workspaceId, createdAt: { lt: before } } });
    return count;
  });
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
