import { z } from "zod";
import { defineJob, enqueue } from "@/lib/jobs/define-job";
import { enqueueStalled } from "./enqueue-batches";
import { SendBatch } from "./schema";
import { sendBatch } from "./send-batch";

/** Deferred messages of a batch are tried together: coming due is rounded up to this. */
const RETRY_GRAIN_MS = 20_000;

/** Sends one batch and comes again when something in it was put off. */
export const sendBatchJob = defineJob(
  "sending.send-batch",
  SendBatch,
  async (ctx, input) => {
    const again = await sendBatch(ctx, input.batchId);
    if (!again) return;
    const startAfter = new Date(Math.ceil(again.getTime() / RETRY_GRAIN_MS) * RETRY_GRAIN_MS);
    await enqueue(ctx, sendBatchJob, input, { startAfter: again.getTime() - Date.now() < 5000 ? again : startAfter });
  },
  { concurrency: 3, retryLimit: 10, expireInSeconds: 900 },
);

/** Finds batches whose worker died or whose job was lost. */
export const resumeBatchesJob = defineJob(
  "sending.resume-batches",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await enqueueStalled(ctx);
  },
  { cron: "* * * * *" },
);

export const sendingJobs = [sendBatchJob, resumeBatchesJob];
