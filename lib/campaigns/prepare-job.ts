import { z } from "zod";
import { defineJob } from "@/lib/jobs/define-job";
import { prepareCampaign } from "./prepare-campaign";

/** Freezes the audience of a launched campaign. May run any number of times. */
export const prepareCampaignJob = defineJob(
  "campaigns.prepare",
  z.object({ workspaceId: z.uuid(), campaignId: z.uuid() }),
  (ctx, { campaignId }) => prepareCampaign(ctx, campaignId),
  { expireInSeconds: 3600, concurrency: 2 },
);
