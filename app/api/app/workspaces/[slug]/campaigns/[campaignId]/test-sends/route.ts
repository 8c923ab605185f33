import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef, type SendTest } from "@/lib/campaigns/draft/schema";
import { sendTest } from "@/lib/campaigns/draft/send-test";

export const POST = appRoute("campaigns.write", (ctx, { params, body }) =>
  sendTest(ctx, { ...(body as SendTest), ...CampaignRef.parse(params) }),
);
