import { z } from "zod";
import { processInbound } from "@/lib/inbound/process-inbound";
import { defineJob } from "@/lib/jobs/define-job";

const ProcessInbound = z.object({ workspaceId: z.string(), inboundId: z.uuid() });

export const processInboundJob = defineJob(
  "inbound.process",
  ProcessInbound,
  async (ctx, { inboundId }) => processInbound(ctx, { inboundId }),
  { concurrency: 4, expireInSeconds: 120 },
);

export const inboundJobs = [processInboundJob];
