import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { forwardReplyJob } from "@/lib/inbound/replies/forward-job";
import { getReply } from "@/lib/inbound/replies/queries";
import { ReplyRef } from "@/lib/inbound/replies/schema";
import { t } from "@/lib/language/t";

/** Passes an answer on that was not passed on yet, or did not arrive. What may have arrived goes out again only because a person says so. */
export async function forwardAgain(ctx: Ctx, input: ReplyRef): Promise<void> {
  requirePermission(ctx, "replies.write");
  const { replyId: id } = ReplyRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const reply = await getReply(tx, id);
    if (reply.kind !== "person") throw conflict(t("Only answers of people are passed on."));
    const { count } = await tx.db.reply.updateMany({
      where: { workspaceId: tx.workspaceId, id, forward: { in: ["none", "failed", "unconfirmed"] } },
      data: { forward: "waiting", forwardNote: null },
    });
    if (count === 0) throw conflict(t("It is on its way or was passed on already."));
    await enqueue(tx, forwardReplyJob, { workspaceId: tx.workspaceId, replyId: id });
    await recordAudit(tx, "reply.forwarded", {
      subjectType: "reply",
      subjectId: id,
      before: { forward: reply.forward },
    });
  });
}
