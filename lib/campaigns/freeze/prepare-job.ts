import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { prepareCampaign } from "./prepare-campaign";

/** Freezes the audience of a launched campaign. May run any number of times. */
export const prepareCampaignJob = defineJob(
  "campaigns.prepare",
  z.object({ workspaceId: z.uuid(), campaignId: z.uuid() }),
  async (ctx, input) => {
    const { finished } = await prepareCampaign(ctx, input.campaignId);
    if (!finished) await enqueue(ctx, prepareCampaignJob, input);
  },
  { expireInSeconds: 3600, concurrency: 2, retryLimit: 100 },
);
