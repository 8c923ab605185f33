import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef, type SetLabels } from "@/lib/campaigns/draft/schema";
import { setLabels } from "@/lib/campaigns/draft/set-labels";

/** The labels of a campaign, as a whole. */
export const PUT = appRoute("campaigns.write", async (ctx, { params, body }) => ({
  labels: await setLabels(ctx, { ...(body as SetLabels), ...CampaignRef.parse(params) }),
}));
