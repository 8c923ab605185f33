import type { Ctx } from "@/lib/context";
import { enqueue } from "@/lib/jobs/define-job";
import { sendBatchJob } from "@/lib/sending/jobs";

/**
 * Puts every unfinished batch of a campaign in the queue, in order and in the caller's transaction. Putting one in twice
 * is harmless: it is leased once. Answers how many there are.
 */
export async function enqueueBatches(tx: Ctx, campaignId: string): Promise<number> {
  const batches = await tx.db.campaignBatch.findMany({
    where: { workspaceId: tx.workspaceId, campaignId, status: { not: "done" } },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  for (const batch of batches) {
    await enqueue(tx, sendBatchJob, { workspaceId: tx.workspaceId, batchId: batch.id });
  }
  return batches.length;
}
