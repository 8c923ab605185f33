import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getReply } from "@/lib/inbound/replies/queries";
import { SetReplyHandled } from "@/lib/inbound/replies/schema";

/** Says that somebody has dealt with an answer, or takes that back. */
export async function setReplyHandled(ctx: Ctx, input: SetReplyHandled): Promise<void> {
  requirePermission(ctx, "replies.write");
  const { replyId: id, handled } = SetReplyHandled.parse(input);
  await inTransaction(ctx, async (tx) => {
    const reply = await getReply(tx, id);
    if ((reply.handledAt !== null) === handled) return;
    await tx.db.reply.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
      data: handled ? { handledAt: tx.now(), handledBy: tx.actor.name } : { handledAt: null, handledBy: null },
    });
    await recordAudit(tx, handled ? "reply.handled" : "reply.reopened", { subjectType: "reply", subjectId: id });
  });
}
