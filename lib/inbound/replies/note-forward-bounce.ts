import type { Ctx } from "@/lib/base/context";
import type { InboundReport } from "@/lib/feedback/parse/report-types";
import type { ReportOutcome } from "@/lib/inbound/feedback/apply-report";
import { storableText } from "@/lib/mail/read/storable-text";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/i;

/**
 * What came back to the return path of passed-on replies: a bounce marks its reply, everything else is nothing. None of it is about a
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
  const marked =
    failed && id
      ? await tx.db.reply.updateMany({
          where: { workspaceId: tx.workspaceId, id, forward: { in: ["forwarded", "unconfirmed"] } },
          data: { forward: "failed", forwardNote: text || "It came back as undeliverable." },
        })
      : { count: 0 };
  const result = { text, action: failed ? "failed" : "delayed", forwarded: true, applied: marked.count > 0 };
  return { kind: "dsn", result, problem: null, followUp: null };
}
