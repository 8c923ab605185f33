import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { sendAnswerJob } from "@/lib/inbound/replies/answer-job";
import { answerSubject } from "@/lib/inbound/replies/compose-answer";
import { repliedAuthor } from "@/lib/inbound/replies/forward-target";
import { answerProblem } from "@/lib/inbound/replies/may-answer";
import { getReply } from "@/lib/inbound/replies/queries";
import { AnswerRef, AnswerReply } from "@/lib/inbound/replies/schema";
import { setReplyHandled } from "@/lib/inbound/replies/set-handled";
import { t } from "@/lib/language/t";

/** Writes back to whoever replied, in the thread of their mail. The same words to the same reply are one answer, however often they come. */
export async function answerReply(ctx: Ctx, input: AnswerReply): Promise<void> {
  requirePermission(ctx, "replies.write");
  const { replyId, text, handled } = AnswerReply.parse(input);
  const reply = await getReply(ctx, replyId);
  const problem = await answerProblem(ctx, reply);
  if (problem) throw conflict(problem);
  await inTransaction(ctx, async (tx) => {
    const author = await repliedAuthor(tx, reply);
    if (!author) throw invalid(t("The workspace has no sender to answer from. Add one under Sending."));
    const id = newId();
    const dedupeKey = createHash("sha256").update(text).digest("hex");
    const { count } = await tx.db.replyAnswer.createMany({
      data: {
        workspaceId: tx.workspaceId,
        id,
        replyId,
        toEmail: reply.fromEmail,
        fromName: author.name,
        fromEmail: author.email,
        subject: answerSubject(reply.subject).slice(0, 500),
        text,
        dedupeKey,
        writtenBy: tx.actor.name,
        createdAt: tx.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) await requireUnderWay(tx, { replyId, dedupeKey });
    else {
      await enqueue(tx, sendAnswerJob, { workspaceId: tx.workspaceId, answerId: id });
      await recordAudit(tx, "reply.answered", { subjectType: "reply", subjectId: replyId });
    }
    if (handled) await setReplyHandled(tx, { replyId, handled });
  });
}

/** Who writes words again that did not arrive must not hear that they are on their way. */
async function requireUnderWay(tx: Ctx, same: { replyId: string; dedupeKey: string }): Promise<void> {
  const { status } = await tx.db.replyAnswer.findFirstOrThrow({
    where: { workspaceId: tx.workspaceId, ...same },
    select: { status: true },
  });
  if (status === "failed") throw conflict(t("These words did not arrive before. Use “Try again” beside them."));
  if (status === "unconfirmed")
    throw conflict(t("Whether these words arrived before is not known. Use “Send it again” beside them."));
}

/** Sends an answer again that did not leave or did not arrive; one whose fate is unknown only because a person says so. */
export async function sendAnswerAgain(ctx: Ctx, input: AnswerRef): Promise<void> {
  requirePermission(ctx, "replies.write");
  const { replyId, answerId: id } = AnswerRef.parse(input);
  const problem = await answerProblem(ctx, await getReply(ctx, replyId));
  if (problem) throw conflict(problem);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.replyAnswer.updateMany({
      where: { workspaceId: tx.workspaceId, id, replyId, status: { in: ["failed", "unconfirmed"] } },
      data: { status: "waiting", note: null },
    });
    if (count === 0) throw conflict(t("It is on its way or was sent already."));
    await enqueue(tx, sendAnswerJob, { workspaceId: tx.workspaceId, answerId: id });
    await recordAudit(tx, "reply.answered", { subjectType: "reply", subjectId: replyId, after: { again: true } });
  });
}
