import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { recentTransports } from "@/lib/sending/transports/transport-rows";
import { waysOut } from "@/lib/sending/transports/ways-out";
import { requireMayLeave } from "./may-leave";

/**
 * Throws `invalid` in words when the gate would stop a launched campaign at its next message: before it is resumed, a person
 * is better told at once than by another pause.
 */
export async function requireCampaignMayLeave(
  ctx: Ctx,
  campaign: { id: string; transportId: string | null },
): Promise<void> {
  const { ways, refusal } = waysOut(await recentTransports(ctx), campaign.transportId);
  if (refusal) throw invalid(refusal.text);
  const [way] = ways;
  if (!way) return;
  const variants = await ctx.db.campaignVariant.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId: campaign.id },
    select: { fromEmail: true },
  });
  for (const { fromEmail } of variants) await requireMayLeave(ctx, way, fromEmail);
}
