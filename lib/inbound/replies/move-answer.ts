import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import type { AnswerStatus } from "@/lib/inbound/replies/schema";

export interface AnswerMove {
  id: string;
  from: readonly AnswerStatus[];
  to: AnswerStatus;
  /** Null leaves the one that there is. */
  note: string | null;
}

/**
 * Moves an answer when it is in one of these states; false when it is not. With one that did not arrive its reply is open again, so that
 * somebody sees it.
 */
export async function moveAnswer(ctx: Ctx, { id, from, to, note }: AnswerMove): Promise<boolean> {
  return inTransaction(ctx, async ({ db, workspaceId, now }) => {
    const { count } = await db.replyAnswer.updateMany({
      where: { workspaceId, id, status: { in: [...from] } },
      data: { status: to, ...(note !== null && { note }), ...(to === "sent" && { sentAt: now() }) },
    });
    if (count > 0 && to === "failed")
      await db.reply.updateMany({
        where: { workspaceId, answers: { some: { workspaceId, id } } },
        data: { handledAt: null, handledBy: null },
      });
    return count > 0;
  });
}
