import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { mirrorDueJob, mirrorJob } from "./mirror-job";
import { processEndpointJob } from "./process-endpoint";
import { sweepCalls } from "./sweep-calls";

const Anywhere = z.object({ workspaceId: z.string() });

const sweepCallsJob = defineJob("provider-hooks.sweep", Anywhere, async (ctx) => sweepCalls(ctx), {
  cron: "17 * * * *",
  retryLimit: 0,
});

export const providerWebhooksJobs = [processEndpointJob, sweepCallsJob, mirrorJob, mirrorDueJob];
