import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { launchScheduled } from "./launch-scheduled";

/** Launches a campaign at its time; `at` tells a moved or cancelled schedule from the one meant. */
export const launchScheduledJob = defineJob(
  "campaigns.launch-scheduled",
  z.object({ workspaceId: z.uuid(), campaignId: z.uuid(), at: z.iso.datetime() }),
  (ctx, { campaignId, at }) => launchScheduled(ctx, campaignId, new Date(at)),
);
