import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";

/** Nobody clicks in a test mail after that. */
const KEPT_DAYS = 60;

/** Deletes what old test mails were made of, in all workspaces. */
export async function sweepTests(ctx: Ctx): Promise<number> {
  return ctx.db.$executeRaw`
    delete from test_content where created_at < ${ctx.now()}::timestamptz - ${KEPT_DAYS}::int * interval '1 day'`;
}

export const sweepTestsJob = defineJob(
  "campaigns.sweep-tests",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sweepTests(ctx);
  },
  { cron: "41 3 * * *", retryLimit: 0, expireInSeconds: 300 },
);
