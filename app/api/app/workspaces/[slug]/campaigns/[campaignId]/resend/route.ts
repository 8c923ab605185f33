import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { resendCampaign } from "@/lib/campaigns/draft/resend-campaign";
import { CampaignRef } from "@/lib/campaigns/draft/schema";

export const POST = appRoute("campaigns.write", async (ctx, { params }) => {
  const { id, segmentId, segmentIsNew } = await resendCampaign(ctx, CampaignRef.parse(params));
  return { id: publicId("cmp", id), segmentId: publicId("seg", segmentId), segmentIsNew };
});
