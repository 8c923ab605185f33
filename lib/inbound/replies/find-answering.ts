import type { Ctx } from "@/lib/base/context";
import type { Reply, ReplyAnswer } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { repliedAuthor } from "@/lib/inbound/replies/forward-target";
import { answerProblem } from "@/lib/inbound/replies/may-answer";
import type { AnswerStatus, ReplyAnswerItem, ReplyDetail } from "@/lib/inbound/replies/schema";

/** What was answered to a reply, and whether and as whom it can be answered now. */
export async function findAnswering(
  ctx: Ctx,
  reply: Reply,
): Promise<Pick<ReplyDetail, "answers" | "answerFrom" | "answerProblem">> {
  const where = { workspaceId: ctx.workspaceId, replyId: reply.id };
  const [rows, author, problem] = await Promise.all([
    ctx.db.replyAnswer.findMany({ where, orderBy: { id: "asc" }, take: 50 }),
    repliedAuthor(ctx, reply),
    answerProblem(ctx, reply),
  ]);
  return {
    answers: rows.map(presentAnswer),
    answerFrom: author && named(author.name, author.email),
    answerProblem: problem,
  };
}

function presentAnswer(row: ReplyAnswer): ReplyAnswerItem {
  return {
    id: publicId("rpa", row.id),
    status: row.status as AnswerStatus,
    note: row.note,
    text: row.text,
    from: named(row.fromName, row.fromEmail),
    writtenBy: row.writtenBy,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}

const named = (name: string, email: string) => (name ? `${name} <${email}>` : email);
