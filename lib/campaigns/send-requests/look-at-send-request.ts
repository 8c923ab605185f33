import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { audienceNames } from "@/lib/people/audiences/audience-names";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { getSendRequest, presentSendRequest } from "./queries";
import { type LookedAtRequest, SendRequestRef } from "./schema";
import { isAsAsked } from "./send-fingerprint";

/** A request with what whoever decides has to see: how many people it is for now, and whether it still counts. */
export async function lookAtSendRequest(ctx: Ctx, input: SendRequestRef): Promise<LookedAtRequest> {
  requirePermission(ctx, "campaigns.read");
  const request = await getSendRequest(ctx, SendRequestRef.parse(input).sendRequestId);
  const campaign = await getCampaign(ctx, request.campaignId);
  const audience = readAudience(campaign.audience);
  const [estimate, names, asAsked] = await Promise.all([
    estimateAudience(ctx, audience),
    audienceNames(ctx, [audience]),
    isAsAsked(ctx, campaign, request.fingerprint),
  ]);
  return {
    ...presentSendRequest(request, ctx.now()),
    asAsked,
    willReceive: estimate.willReceive,
    isAbout: estimate.isAbout,
    audienceNames: names(audience),
    localTime: campaign.localTime,
    spreadMinutes: campaign.spreadMinutes,
    version: campaign.updatedAt.toISOString(),
  };
}
