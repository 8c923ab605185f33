import { CampaignRef, type SendTest } from "@/lib/campaigns/schema";
import { sendTest } from "@/lib/campaigns/send-test";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute("campaigns.write", (ctx, { params, body }) =>
  sendTest(ctx, { ...(body as SendTest), ...CampaignRef.parse(params) }),
);
