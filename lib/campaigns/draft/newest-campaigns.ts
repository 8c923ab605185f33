import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";

/** A page of campaigns that are not put away, without their content, in the order of their ids: behind `after`, or just before `before`. */
export async function newestCampaigns(
  ctx: Ctx,
  { after, before, limit }: { after?: string | undefined; before?: string | undefined; limit: number },
): Promise<{ rows: Omit<Campaign, "document" | "html">[]; more: boolean }> {
  requirePermission(ctx, "campaigns.read");
  const found = await ctx.db.campaign.findMany({
    where: {
      ...{ workspaceId: ctx.workspaceId, archivedAt: null },
      id: { ...(after && { lt: after }), ...(before && { gt: before }) },
    },
    omit: { document: true, html: true },
    orderBy: { id: before ? "asc" : "desc" },
    take: limit + 1,
  });
  const rows = found.slice(0, limit);
  return { rows: before ? rows.reverse() : rows, more: found.length > limit };
}
