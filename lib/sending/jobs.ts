import { z } from "zod";
import { systemCtx } from "@/lib/context";
import { defineJob, enqueue } from "@/lib/jobs/define-job";
import { findStalledBatches, finishOverdue } from "./resume-batches";
import { SendBatch } from "./schema";
import { sendBatch } from "./send-batch";

/** Deferred messages of a batch are tried together: when they come due is rounded up to this. */
const RETRY_GRAIN_MS = 20_000;

/** Sends one batch and comes again when something in it was put off. */
export const sendBatchJob = defineJob(
  "sending.send-batch",
  SendBatch,
  async (ctx, input) => {
    const again = await sendBatch(ctx, input.batchId);
    if (!again) return;
    const soon = again.getTime() - Date.now() < 5000;
    const startAfter = soon ? again : new Date(Math.ceil(again.getTime() / RETRY_GRAIN_MS) * RETRY_GRAIN_MS);
    await enqueue(ctx, sendBatchJob, input, { startAfter });
  },
  { concurrency: 3, retryLimit: 10, expireInSeconds: 900 },
);

/** Every minute: takes up batches whose worker died or whose job was lost, in every workspace. */
export const resumeBatchesJob = defineJob(
  "sending.resume-batches",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    for (const { workspaceId, id } of await findStalledBatches(ctx)) {
      const owner = { ...systemCtx(workspaceId, "sending.resume-batches"), db: ctx.db };
      await enqueue(owner, sendBatchJob, { workspaceId, batchId: id });
    }
    await finishOverdue(ctx);
  },
  { cron: "* * * * *", retryLimit: 0, expireInSeconds: 60 },
);

export const sendingJobs = [sendBatchJob, resumeBatchesJob];
