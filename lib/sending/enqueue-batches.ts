import type { Ctx } from "@/lib/context";
import { enqueue } from "@/lib/jobs/define-job";
import { sendBatchJob } from "./jobs";

/**
 * Puts every unfinished batch of a campaign in the queue, in order and in the caller's transaction. For launch and
 * resume; putting one in twice is harmless, because it is leased once. Answers how many there are.
 */
export async function enqueueBatches(tx: Ctx, campaignId: string): Promise<number> {
  const batches = await tx.db.campaignBatch.findMany({
    where: { workspaceId: tx.workspaceId, campaignId, status: { not: "done" } },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  for (const { id } of batches) await enqueue(tx, sendBatchJob, { workspaceId: tx.workspaceId, batchId: id });
  return batches.length;
}
