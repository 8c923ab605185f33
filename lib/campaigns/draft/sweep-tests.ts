import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";

/** Nobody clicks in a test mail after that. */
const KEPT_DAYS = 60;

/** Deletes what old test mails were made of, in all workspaces. */
export function sweepTests(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000);
  return inEachWorkspace(ctx, async ({ db, workspaceId }) => {
    const { count } = await db.testContent.deleteMany({ where: { workspaceId, createdAt: { lt: before } } });
    return count;
  });
}

export const sweepTestsJob = defineJob(
  "campaigns.sweep-tests",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sweepTests(ctx);
  },
  { cron: "41 3 * * *", retryLimit: 0, expireInSeconds: 300 },
);
