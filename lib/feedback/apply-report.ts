import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/context";
import { deterministicId } from "@/lib/db/ids";
import type { ComplaintReport, InboundReport, RecipientReport, ReplyReport } from "@/lib/feedback/parse-inbound";
import { storableText } from "@/lib/feedback/storable-text";
import type { VerpKind } from "@/lib/mail/verp";
import { suppressMany } from "@/lib/suppressions/suppress";
import type { BounceKind as EventBounceKind, NewEvent } from "@/lib/tracking/event-types";
import { recordEvents } from "@/lib/tracking/record-events";
import { unsubscribeMessage } from "@/lib/tracking/unsubscribe-message";

export interface Outcome {
  /** As kept on the inbound message. */
  kind: "dsn" | "arf" | "unsubscribe" | "auto_reply" | "reply" | "unknown";
  result: Record<string, string | number | boolean | null>;
  /** Why nothing could be done with it, in words. */
  problem: string | null;
}

export interface ReportInput {
  report: InboundReport;
  /** What the address it came to was made for. */
  address: { kind: VerpKind; messageId: string };
  receivedAt: Date;
}

interface MessageState {
  id: string;
  emailNormalized: string;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  bounceKind: string | null;
  complainedAt: Date | null;
  unsubscribedAt: Date | null;
}

/**
 * Turns a parsed mail into facts about its message. Telling the same fact twice changes nothing: the message is locked, and what is
 * already known is not recorded again. Only a hard bounce or a complaint suppresses, and only the address of our own message, never one
 * that stands in the report.
 */
export async function applyReport(tx: Ctx, input: ReportInput): Promise<Outcome> {
  const { report } = input;
  const message = await lockMessage(tx, input.address.messageId);
  if (!message) return unknown("The message it speaks about does not exist in this workspace.");
  switch (report.type) {
    case "bounce": {
      const recipient = mostTelling(report.recipients);
      return recipient.action === "failed" || recipient.action === "delayed"
        ? applyBounce(tx, message, recipient, input.receivedAt)
        : applyDelivered(tx, message, input.receivedAt);
    }
    case "complaint":
      return applyComplaint(tx, message, report, input.receivedAt);
    case "auto-reply":
      return {
        kind: "auto_reply",
        result: { reason: report.reason, subject: storableText(report.subject, 200) },
        problem: null,
      };
    case "unreadable":
      return unknown(report.reason);
    case "reply":
    case "unsubscribe":
      return applyReply(tx, message, report, input);
  }
}

/** Our mails have one recipient each; where a relay reports several, a failure says more than a delay, and that more than a delivery. */
function mostTelling(recipients: readonly RecipientReport[]): RecipientReport {
  return (
    recipients.find((r) => r.action === "failed") ?? recipients.find((r) => r.action === "delayed") ?? recipients[0]!
  );
}

async function lockMessage(tx: Ctx, messageId: string): Promise<MessageState | null> {
  const rows = await tx.db.$queryRaw<MessageState[]>`
    select id, email_normalized as "emailNormalized", delivered_at as "deliveredAt", bounced_at as "bouncedAt",
           bounce_kind::text as "bounceKind", complained_at as "complainedAt", unsubscribed_at as "unsubscribedAt"
    from message where workspace_id = ${tx.workspaceId}::uuid and id = ${messageId}::uuid for update`;
  return rows[0] ?? null;
}

async function applyBounce(
  tx: Ctx,
  message: MessageState,
  report: RecipientReport,
  receivedAt: Date,
): Promise<Outcome> {
  const result = {
    action: report.action,
    bounce: report.kind,
    category: report.category,
    code: report.code,
    enhanced: report.enhanced,
    text: storableText(report.text, 500),
  };
  if (report.action === "delayed") return { kind: "dsn", result: { ...result, applied: false }, problem: null };
  const kind: EventBounceKind = report.kind;
  const known = message.bouncedAt !== null && (message.bounceKind === kind || message.bounceKind === "hard");
  if (known) return { kind: "dsn", result: { ...result, applied: false }, problem: null };
  await recordEvents(tx, [
    eventOf("message.bounced", message, receivedAt, {
      kind,
      category: report.category,
      code: report.code,
      status: report.enhanced ?? undefined,
      reply: storableText(report.text, 1000),
    }),
  ]);
  await keepReply(tx, message.id, report);
  if (kind === "hard") {
    const note = storableText(report.text, 200);
    await suppressMany(tx, [
      { emailNormalized: message.emailNormalized, reason: "hard_bounce", messageId: message.id, note },
    ]);
  }
  return { kind: "dsn", result: { ...result, applied: true }, problem: null };
}

/** The reply that came back stands where a reply at hand-over would: report and contact page read it there. */
async function keepReply(tx: Ctx, messageId: string, report: RecipientReport): Promise<void> {
  await tx.db.message.updateMany({
    where: { workspaceId: tx.workspaceId, id: messageId },
    data: {
      bounceCategory: report.category,
      replyCode: report.code ? Number(report.code) : null,
      statusCode: report.enhanced,
      replyText: storableText(report.text, 1000),
    },
  });
}

async function applyDelivered(tx: Ctx, message: MessageState, receivedAt: Date): Promise<Outcome> {
  if (message.deliveredAt) return { kind: "dsn", result: { action: "delivered", applied: false }, problem: null };
  await recordEvents(tx, [eventOf("message.delivered", message, receivedAt, {})]);
  return { kind: "dsn", result: { action: "delivered", applied: true }, problem: null };
}

/** "not-spam" takes a complaint back and "auth-failure" speaks of DMARC (RFC 6591); neither is a complaint. */
const notComplaints = new Set(["not-spam", "auth-failure", "dmarc"]);

async function applyComplaint(
  tx: Ctx,
  message: MessageState,
  report: ComplaintReport,
  receivedAt: Date,
): Promise<Outcome> {
  const feedbackType = storableText(report.feedbackType, 100);
  const result = { feedbackType, source: report.source && storableText(report.source, 300) };
  if (notComplaints.has(report.feedbackType) || message.complainedAt) {
    return { kind: "arf", result: { ...result, applied: false }, problem: null };
  }
  await recordEvents(tx, [eventOf("message.complained", message, receivedAt, result)]);
  const note = `Reported as ${feedbackType}`;
  await suppressMany(tx, [
    { emailNormalized: message.emailNormalized, reason: "complaint", messageId: message.id, note },
  ]);
  return { kind: "arf", result: { ...result, applied: true }, problem: null };
}

type Reply = Pick<ReplyReport, "from" | "subject">;

async function applyReply(tx: Ctx, message: MessageState, report: Reply, input: ReportInput): Promise<Outcome> {
  const result = { from: report.from && storableText(report.from, 320), subject: storableText(report.subject, 200) };
  if (input.address.kind === "complaint") {
    return { kind: "unknown", result, problem: "Mail to the complaint address that holds no abuse report (RFC 5965)." };
  }
  if (input.address.kind === "bounce") return { kind: "reply", result, problem: null };
  if (message.unsubscribedAt) return { kind: "unsubscribe", result: { ...result, applied: false }, problem: null };
  await unsubscribeMessage(tx, { messageId: message.id, scope: "list", method: "mailto" });
  return { kind: "unsubscribe", result: { ...result, applied: true }, problem: null };
}

/** The id follows from the message and the fact, so that a retried transaction cannot tell it twice. */
function eventOf(type: NewEvent["type"], message: MessageState, at: Date, data: NewEvent["data"]): NewEvent {
  const digest = createHash("sha256").update(`${type} ${message.id}`).digest();
  return { id: deterministicId(at, digest), type, occurredAt: at, messageId: message.id, data };
}

function unknown(problem: string): Outcome {
  return { kind: "unknown", result: {}, problem };
}
