import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { recordEvents } from "@/lib/events/door/record-events";

/** Ends messages that could not even be written, such as for an address with no valid domain. Nothing left for them. */
export async function failMessages(ctx: Ctx, failures: readonly { id: string; reason: string }[]): Promise<void> {
  if (failures.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    const ids = failures.map((failure) => failure.id);
    const rows = await tx.db.$queryRaw<{ id: string }[]>`
      select id from message
       where workspace_id = ${tx.workspaceId}::uuid and id = any(${ids}::uuid[]) and status in ('pending', 'deferred')
       order by id for no key update`;
    const waiting = new Set(rows.map((row) => row.id));
    const failed = failures.filter((failure) => waiting.has(failure.id));
    await tx.db.$executeRaw`
      update message m set status = 'failed', reply_text = e.reason, next_attempt_at = null
        from json_to_recordset(${JSON.stringify(failed)}::json) as e(id uuid, reason text)
       where m.workspace_id = ${tx.workspaceId}::uuid and m.id = e.id`;
    await recordEvents(
      tx,
      failed.map(({ id, reason }) => ({
        type: "message.failed",
        messageId: id,
        occurredAt: tx.now(),
        data: { reply: reason },
      })),
    );
  });
}
