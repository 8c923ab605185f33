import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import type { Lease } from "./lease-batch";

/**
 * Called by whoever has just leased a batch: messages that are still `sending` belong to a holder that is gone. They may
 * have been taken by the other side, so they become `unconfirmed` and are never sent again; a later bounce, open or
 * delivery report resolves them. Answers how many there were.
 */
export async function markLost(ctx: Ctx, lease: Lease): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const lost = await tx.db.$queryRaw<{ id: string }[]>`
      select id from message
       where workspace_id = ${tx.workspaceId}::uuid and campaign_id = ${lease.campaignId}::uuid and status = 'sending'
         and id between ${lease.firstMessageId}::uuid and ${lease.lastMessageId}::uuid
       order by id for no key update`;
    if (lost.length === 0) return 0;
    const ids = lost.map((row) => row.id);
    await tx.db.$executeRaw`
      update message set status = 'unconfirmed', reply_text = 'Sending was interrupted before the answer came.'
       where workspace_id = ${tx.workspaceId}::uuid and id = any(${ids}::uuid[])`;
    await tx.db.$executeRaw`
      update message_attempt set outcome = 'unconfirmed', finished_at = ${tx.now()}
       where workspace_id = ${tx.workspaceId}::uuid and message_id = any(${ids}::uuid[]) and finished_at is null`;
    return ids.length;
  });
}
