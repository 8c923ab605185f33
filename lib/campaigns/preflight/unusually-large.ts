import type { Ctx } from "@/lib/base/context";

/** So many get a campaign of nearly every workspace: nobody types their number. */
const largeFrom = 1000;
/** A weekly mail grows by a little each time. */
const growth = 1.25;
const rememberedMs = 180 * 24 * 3600 * 1000;

/** Whether so many recipients are far more than any campaign of the last 180 days had, so that a slip would be costly. */
export async function isUnusuallyLarge(ctx: Ctx, recipients: number): Promise<boolean> {
  if (recipients <= largeFrom) return false;
  const usual = await ctx.db.campaign.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      launchedAt: { gt: new Date(ctx.now().getTime() - rememberedMs) },
      audienceCount: { gte: Math.ceil(recipients / growth) },
    },
    select: { id: true },
  });
  return usual === null;
}
