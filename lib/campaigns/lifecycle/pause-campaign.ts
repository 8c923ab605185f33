import type { Ctx } from "@/lib/base/context";
import type { Campaign, Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { campaignBrake } from "@/lib/sending/brake/stored-brake";
import { changeStatus } from "@/lib/sending/campaign/change-status";
import { getCampaign, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { finishCampaign } from "@/lib/sending/engine/finish-campaign";
import { requireCampaignMayLeave } from "@/lib/sending/engine/require-campaign-may-leave";

/**
 * Stops handing out messages. Workers ask for the status with every group that they are about to hand over, so once this
 * has committed nothing new leaves; what is on the wire at that moment ends by itself and counts as what it becomes.
 * Asking twice is fine.
 */
export async function pauseCampaign(ctx: Ctx, input: CampaignRef): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "paused") return;
    await changeStatus(tx, before, "pause", { pausedAt: tx.now(), pauseReason: null });
  });
}

/**
 * Goes on where it stopped; what was sent is not sent twice. After the brake it starts to count anew: what came back until
 * now no longer pauses it. A campaign that had nothing left to send ends here. Throws `invalid` in words while its mail may
 * not leave, such as when its domain is no longer verified.
 */
export async function resumeCampaign(ctx: Ctx, input: CampaignRef): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  const campaign = await getCampaign(ctx, campaignId);
  if (campaign.status === "paused") await requireCampaignMayLeave(ctx, campaign);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "sending") return;
    await changeStatus(tx, before, "resume", {
      pausedAt: null,
      pauseReason: null,
      ...(isBraked(before) && (await releaseBrake(tx, before))),
    });
    await finishCampaign(tx, campaignId);
  });
}

/** Whether it was the brake that paused it, and nobody has resumed it since. */
export function isBraked({ status, pausedAt, brakedAt }: Pick<Campaign, "status" | "pausedAt" | "brakedAt">): boolean {
  return status === "paused" && brakedAt !== null && pausedAt?.getTime() === brakedAt.getTime();
}

/** From where the brake counts after a resume; see lib/sending/brake/brake.ts. */
async function releaseBrake(tx: Ctx, campaign: Campaign): Promise<Prisma.CampaignUpdateInput> {
  const totals = await tx.db.campaignTotals.findUnique({
    where: { workspaceId_campaignId: { workspaceId: tx.workspaceId, campaignId: campaign.id } },
    select: { sent: true },
  });
  const finding = campaignBrake.readOrNull(campaign.brake);
  return { brakeFrom: tx.now(), brake: campaignBrake.write({ ...finding, sentBefore: totals?.sent ?? 0 }) };
}
