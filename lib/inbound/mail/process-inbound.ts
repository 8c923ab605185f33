import type { Ctx } from "@/lib/base/context";
import type { InboundMessage } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { refreshBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import { addressedTo } from "@/lib/feedback/parse/addressed-to";
import { type InboundReport, parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { parseWorkspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { applyReport, type ReportOutcome } from "@/lib/inbound/feedback/apply-report";
import { type FoundMessage, findMessage } from "@/lib/inbound/feedback/find-message";
import { cluesOfMail } from "@/lib/inbound/mail/clues-of-mail";
import { ownMail } from "@/lib/inbound/mail/own-mail";
import { noteForwardBounce } from "@/lib/inbound/replies/note-forward-bounce";
import { isReply, recordReply } from "@/lib/inbound/replies/record-reply";
import { words } from "@/lib/language/t";
import { storableText } from "@/lib/mail/read/storable-text";
import { followUp } from "@/lib/sending/engine/follow-up";

interface ReportedMail {
  inbound: InboundMessage;
  report: InboundReport;
  /** Whom the mail was to, the surest first. */
  addresses: string[];
  found: FoundMessage | null;
  /** Why it is mail of our own, in words; null for everybody else's. */
  own: string | null;
}

/** Reads one kept mail and applies what it says, once: a second run finds it processed and does nothing. */
export async function processInbound(ctx: Ctx, { inboundId }: { inboundId: string }): Promise<void> {
  const where = { id: inboundId, workspaceId: ctx.workspaceId || null };
  const inbound = await ctx.db.inboundMessage.findFirst({ where });
  if (!inbound || inbound.processedAt) return;
  const reported = await read(inbound);
  const inWorkspace = { ...ctx, workspaceId: reported.found?.workspaceId ?? inbound.workspaceId ?? "" };
  const left = await inTransaction(inWorkspace, async (tx) => {
    const outcome = await outcomeOf(tx, reported);
    if (!(await markProcessed(tx, reported, outcome))) return null;
    await keepReply(tx, reported, outcome);
    return outcome.followUp;
  });
  if (left) await followUp(inWorkspace, left);
}

async function read(inbound: InboundMessage): Promise<ReportedMail> {
  await refreshBounceRules();
  const { raw, route, envelopeFrom, envelopeTo, receivedAt, workspaceId } = inbound;
  const report = parseInbound(raw, route === "smtp" || envelopeFrom ? { from: envelopeFrom } : undefined);
  const own = await ownMail(raw);
  const addresses = [...(envelopeTo ? [envelopeTo] : []), ...addressedTo(raw)];
  const clues = cluesOfMail({ report, addresses, receivedAt });
  const found = own ? null : await findMessage(clues, { route: "mail", workspaceId: workspaceId ?? undefined });
  return { inbound, report, addresses, found, own };
}

/** False when somebody else was first. */
async function markProcessed(tx: Ctx, { inbound, found }: ReportedMail, outcome: ReportOutcome): Promise<boolean> {
  const { count } = await tx.db.inboundMessage.updateMany({
    where: { id: inbound.id, processedAt: null },
    data: {
      processedAt: tx.now(),
      workspaceId: tx.workspaceId || null,
      messageId: found?.messageId ?? inbound.messageId,
      foundBy: found?.by ?? null,
      kind: outcome.kind,
      result: outcome.result,
      error: outcome.problem,
    },
  });
  return count > 0;
}

async function outcomeOf(tx: Ctx, reported: ReportedMail): Promise<ReportOutcome> {
  const { inbound, report, addresses, found, own } = reported;
  if (own) return { kind: "unknown", result: { own: true, text: own, applied: false }, problem: null, followUp: null };
  if (parseWorkspaceAddress(inbound.envelopeTo)?.kind === "forwards") return noteForwardBounce(tx, report);
  if (!found) return unmatched(tx, { inbound, report, addresses });
  return applyReport(tx, { report, found, receivedAt: inbound.receivedAt, inboundId: inbound.id });
}

/** What people write to an address for replies is a reply, whether or not its message is known; everything else stays as it came. */
function unmatched(
  tx: Ctx,
  { inbound, report, addresses }: Pick<ReportedMail, "inbound" | "report" | "addresses">,
): ReportOutcome {
  const subject = "subject" in report ? storableText(report.subject, 200) : null;
  const forReplies =
    (inbound.route === "smtp" && inbound.workspaceId !== null && inbound.messageId === null) ||
    addresses.some((address) => parseWorkspaceAddress(address)?.workspaceId === tx.workspaceId);
  if (tx.workspaceId && forReplies && isReply(report)) {
    const kind = report.type === "auto-reply" ? ("auto_reply" as const) : ("reply" as const);
    const from = report.from && storableText(report.from, 320);
    return { kind, result: { subject, from, applied: false }, problem: null, followUp: null };
  }
  const problem =
    report.type === "unreadable"
      ? report.reason
      : inbound.route === "smtp" && !inbound.workspaceId
        ? words("The message it speaks about does not exist.")
        : words("It speaks about no message that is known here.");
  return { kind: "unknown", result: { subject, type: report.type }, problem, followUp: null };
}

async function keepReply(tx: Ctx, { inbound, report, found }: ReportedMail, outcome: ReportOutcome): Promise<void> {
  const answers = (outcome.kind === "reply" || outcome.kind === "auto_reply") && !outcome.result.forwarded;
  if (!answers || !isReply(report) || !tx.workspaceId) return;
  await recordReply(tx, { inbound, report, message: found && { id: found.messageId, foundBy: found.by } });
}
