import type { Ctx } from "@/lib/base/context";
import { AppError } from "@/lib/base/errors";
import { returnToDraft } from "@/lib/campaigns/freeze/prepare-campaign";
import { toKeep } from "@/lib/language/say-again";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { pauseTexts } from "@/lib/sending/campaign/pause-texts";
import { launchCampaign } from "./launch-campaign";

/**
 * Launches a campaign whose time has come. Does nothing when it was moved to another time, taken off the schedule or
 * deleted meanwhile. When the pre-flight no longer passes it goes back to draft with the reason, unsent.
 */
export async function launchScheduled(ctx: Ctx, campaignId: string, at: Date): Promise<void> {
  try {
    const campaign = await getCampaign(ctx, campaignId);
    if (campaign.status !== "scheduled" || campaign.scheduledAt?.getTime() !== at.getTime()) return;
    await launchCampaign(ctx, { campaignId }, { scheduledAt: at });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found" || error.code === "conflict") return;
    if (error.code !== "invalid") throw error;
    await returnToDraft(ctx, campaignId, toKeep(pauseTexts.late, { why: error.message }));
  }
}
