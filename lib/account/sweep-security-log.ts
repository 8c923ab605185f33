import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import type { AccountCtx } from "./account-ctx";

const keptDays = 400;
/** Browsers drop the cookie of a device after as long. */
const deviceDays = 400;

/** Deletes what the security log holds of more than thirteen months ago, and devices not seen since. */
export async function sweepSecurityLog(ctx: Pick<AccountCtx, "db" | "now">): Promise<number> {
  const ago = (days: number) => new Date(ctx.now().getTime() - days * 24 * 3600_000);
  await ctx.db.knownDevice.deleteMany({ where: { lastSeenAt: { lt: ago(deviceDays) } } });
  const { count } = await ctx.db.securityEvent.deleteMany({ where: { at: { lt: ago(keptDays) } } });
  return count;
}

export const sweepSecurityLogJob = defineJob(
  "account.sweep-security-log",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sweepSecurityLog(ctx);
  },
  { cron: "47 3 * * *", retryLimit: 0, expireInSeconds: 300 },
);
