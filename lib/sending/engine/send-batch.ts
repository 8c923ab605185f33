import type { Ctx } from "@/lib/base/context";
import { BatchRun, type SendBatchOptions } from "./batch-run";
import { tracedBatch } from "./batch-span";
import { finishCampaign } from "./finish-campaign";
import { followUp } from "./follow-up";
import { HeldLease } from "./held-lease";
import { JournalOfLease } from "./journal-of-lease";
import type { Lease } from "./lease";
import { endLease, leaseBatch } from "./lease-batch";
import { takeOver } from "./take-over";
import { untilWritten } from "./until-written";

/** Leases a batch and works on it; false when there was nothing to lease. */
export async function sendBatch(ctx: Ctx, batchId: string, options: SendBatchOptions = {}): Promise<boolean> {
  const lease = await leaseBatch(ctx, { batchId });
  if (lease) await workOnLease(ctx, lease, options);
  return lease !== null;
}

/**
 * Works on a leased batch until nothing in it waits any more, or it has to be given back: the campaign or the transport
 * rests, others wait for the place, the worker stops. Safe with any number of workers: the lease makes one of them the
 * sender, the intent is written before anything leaves, the journal knows what left.
 */
export function workOnLease(ctx: Ctx, lease: Lease, options: SendBatchOptions = {}): Promise<void> {
  return tracedBatch(lease, () => work(ctx, lease, options));
}

async function work(ctx: Ctx, lease: Lease, options: SendBatchOptions): Promise<void> {
  const held = new HeldLease(ctx, lease);
  const journals = new JournalOfLease(lease);
  let later: Date | null = null;
  try {
    const taken = await untilWritten(ctx, () => takeOver(ctx, lease));
    if (taken.lost > 0) ctx.log.warn("took over a batch", { batchId: lease.batchId, unconfirmed: taken.lost });
    await followUp(ctx, taken.followUp);
    later = await new BatchRun(ctx, held, journals, options).run();
    await untilWritten(ctx, () => endLease(lease, later));
    journals.close({ remove: true });
  } finally {
    held.stop();
    journals.close({ remove: false });
  }
  await finishCampaign(ctx, lease.campaignId);
}
