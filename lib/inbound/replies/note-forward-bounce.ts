import type { Ctx } from "@/lib/base/context";
import type { InboundReport } from "@/lib/feedback/parse/report-types";
import type { ReportOutcome } from "@/lib/inbound/feedback/apply-report";
import { moveAnswer } from "@/lib/inbound/replies/move-answer";
import { storableText } from "@/lib/mail/read/storable-text";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/i;

/**
 * What came back to the return path of passed-on replies and of answers: a bounce marks the one it is about, everything else is nothing. None of it is about a
 * contact, so nobody is suppressed by it.
 */
export async function noteForwardBounce(tx: Ctx, report: InboundReport): Promise<ReportOutcome> {
  if (report.type !== "bounce") {
    const text = "An automatic answer to a reply that was passed on.";
    return { kind: "auto_reply", result: { text, forwarded: true, applied: false }, problem: null, followUp: null };
  }
  const failed = report.recipients.find((each) => each.action === "failed");
  const text = storableText(failed?.text ?? "", 500);
  const id = uuid.exec(report.messageId ?? "")?.[0]?.toLowerCase();
  const applied = failed && id ? await markFailed(tx, id, text || "It came back as undeliverable.") : false;
  const result = { text, action: failed ? "failed" : "delayed", forwarded: true, applied };
  return { kind: "dsn", result, problem: null, followUp: null };
}

/** A passed-on reply or an answer: both leave by the same return path, and their ids are never the same. */
async function markFailed(tx: Ctx, id: string, note: string): Promise<boolean> {
  const replies = await tx.db.reply.updateMany({
    where: { workspaceId: tx.workspaceId, id, forward: { in: ["forwarded", "unconfirmed"] } },
    data: { forward: "failed", forwardNote: note },
  });
  const isAnswer = await moveAnswer(tx, { id, from: ["sent", "unconfirmed"], to: "failed", note });
  return replies.count > 0 || isAnswer;
}
