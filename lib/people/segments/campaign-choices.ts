import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";

/** Campaigns that a rule can ask about: the latest 200 that were launched, newest first; ids are public. */
export async function campaignChoices(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const rows = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, launchedAt: { not: null } },
    orderBy: { id: "desc" },
    take: 200,
    select: { id: true, name: true },
  });
  return rows.map(({ id, name }) => ({ id: publicId("cmp", id), name }));
}
