import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { followUp } from "@/lib/sending/engine/follow-up";
import { newHolder } from "@/lib/sending/engine/holder";
import type { Lease } from "@/lib/sending/engine/lease";
import { leaseEnd } from "@/lib/sending/engine/lease-batch";
import { mayTakeOver } from "@/lib/sending/engine/may-take-over";
import { takeOver } from "@/lib/sending/engine/take-over";

/** How soon to look again at batches that a worker had in its hands. */
const AGAIN_MS = 5000;

/** Closes the ledger of a cancelled campaign, and comes again while workers still have something of it in their hands. */
export const cancelRemainingJob = defineJob(
  "campaigns.cancel-remaining",
  z.object({ workspaceId: z.uuid(), campaignId: z.uuid() }),
  async (ctx, input) => {
    const held = await cancelRemaining(ctx, input.campaignId);
    if (held === 0) return;
    await enqueue(ctx, cancelRemainingJob, input, { startAfter: new Date(ctx.now().getTime() + AGAIN_MS) });
  },
);

/**
 * Marks every message of a cancelled campaign that was still to leave, a batch at a time. What a worker has in its hands
 * keeps its own outcome; what a dead worker had in its hands is first settled from its journal. May run any number of times.
 * Answers how many batches workers still hold.
 */
export async function cancelRemaining(ctx: Ctx, campaignId: string): Promise<number> {
  const batches = await ctx.db.campaignBatch.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      campaignId,
      campaign: { status: "cancelled" },
      OR: [{ status: { not: "done" } }, { dueAt: { not: null } }],
    },
    orderBy: { position: "asc" },
    select: { id: true, status: true },
  });
  let held = 0;
  for (const { id, status } of batches) {
    const lease = status === "leased" ? await reclaim(ctx, id) : null;
    if (lease) await followUp(ctx, (await takeOver(ctx, lease)).followUp);
    if (!(await closeBatch(ctx, id, lease?.holder ?? null))) held += 1;
  }
  return held;
}

/** Takes the batch of a holder that is gone; null when it lives, has given it back, or may still come back. */
async function reclaim(ctx: Ctx, batchId: string): Promise<Lease | null> {
  return inPgTransaction(ctx.workspaceId, async (tx) => {
    const [row] = await tx.db.$queryRawUnsafe<HeldRow[]>(
      `select b.id, b.campaign_id as "campaignId", b.first_message_id as "firstMessageId", b.last_message_id as "lastMessageId",
              b.leased_by as "leasedBy", b.leased_until as "leasedUntil", b.in_hand as "inHand",
              coalesce(b.in_hand_by, b.leased_by) as "inHandBy", clock_timestamp() as now
         from campaign_batch b
        where b.workspace_id = $1::uuid and b.id = $2::uuid and b.status = 'leased' and b.leased_until < clock_timestamp()
          for update`,
      tx.workspaceId,
      batchId,
    );
    if (!row?.inHandBy || !(await mayTakeOver(tx, row))) return null;
    const holder = newHolder();
    await tx.db.$executeRawUnsafe(
      `update campaign_batch set leased_by = $3, leased_until = $4::timestamptz
        where workspace_id = $1::uuid and id = $2::uuid`,
      tx.workspaceId,
      batchId,
      holder,
      leaseEnd(row.now),
    );
    const { campaignId, firstMessageId, lastMessageId, inHandBy, inHand } = row;
    const left = { holder: inHandBy, inHand };
    return {
      table: "campaign_batch",
      workspaceId: tx.workspaceId,
      batchId,
      campaignId,
      firstMessageId,
      lastMessageId,
      holder,
      left,
    };
  });
}

interface HeldRow {
  id: string;
  campaignId: string;
  firstMessageId: string;
  lastMessageId: string;
  leasedBy: string | null;
  leasedUntil: Date | null;
  inHand: string[];
  inHandBy: string | null;
  now: Date;
}

/**
 * Marks what waits in a batch, all but what its holder has in hand, and ends the batch unless somebody else holds it. The
 * batch is locked meanwhile: a holder writes what it takes in hand into this row, so it cannot take more at the same time.
 */
async function closeBatch(ctx: Ctx, batchId: string, holder: string | null): Promise<boolean> {
  return inPgTransaction(ctx.workspaceId, async (tx) => {
    const [batch] = await tx.db.$queryRawUnsafe<{ held: boolean }[]>(
      `select status = 'leased' and leased_by is distinct from $3 as held from campaign_batch
        where workspace_id = $1::uuid and id = $2::uuid for update`,
      tx.workspaceId,
      batchId,
      holder,
    );
    await markCancelled(tx, batchId);
    if (!batch || batch.held) return !batch;
    await tx.db.$executeRawUnsafe(
      `update campaign_batch
          set status = 'done', leased_by = null, leased_until = null, in_hand = '{}', in_hand_by = null, due_at = null,
              finished_at = coalesce(finished_at, $3::timestamptz)
        where workspace_id = $1::uuid and id = $2::uuid`,
      tx.workspaceId,
      batchId,
      ctx.now().toISOString(),
    );
    return true;
  });
}

async function markCancelled(tx: SqlTx, batchId: string): Promise<void> {
  await tx.db.$executeRawUnsafe(
    `update message m set status = 'cancelled', skip_reason = 'cancelled', next_attempt_at = null
       from campaign_batch b
      where b.workspace_id = $1::uuid and b.id = $2::uuid
        and m.workspace_id = b.workspace_id and m.campaign_id = b.campaign_id
        and m.id between b.first_message_id and b.last_message_id
        and m.status in ('pending', 'queued', 'deferred') and m.id <> all(b.in_hand)`,
    tx.workspaceId,
    batchId,
  );
}
