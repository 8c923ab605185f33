import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { processInbound } from "@/lib/inbound/mail/process-inbound";

const ProcessInbound = z.object({ workspaceId: z.string(), inboundId: z.uuid() });

export const processInboundJob = defineJob(
  "inbound.process",
  ProcessInbound,
  async (ctx, { inboundId }) => processInbound(ctx, { inboundId }),
  { concurrency: 4, expireInSeconds: 120 },
);

export const inboundJobs = [processInboundJob];
