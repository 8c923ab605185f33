import type { Ctx } from "@/lib/base/context";
import type { CanonicalEvent, Certainty } from "@/lib/feedback/parse/canonical-event";
import { type FeedbackMessage, lockFeedbackMessages } from "@/lib/feedback/parse/feedback-message";
import type { InboundReport } from "@/lib/feedback/parse/parse-inbound";
import type { FollowUp } from "@/lib/feedback/policy/follow-up";
import type { Decision } from "@/lib/feedback/policy/policy";
import { canonicalOf } from "@/lib/feedback/policy/report-to-canonical";
import { recordFeedback } from "@/lib/inbound/feedback/record-feedback";
import { words } from "@/lib/language/t";
import { storableText } from "@/lib/mail/read/storable-text";
import type { FoundMessage } from "./find-message";

export interface ReportOutcome {
  /** As kept on the inbound message. */
  kind: "dsn" | "arf" | "unsubscribe" | "auto_reply" | "reply" | "unknown";
  result: Record<string, string | number | boolean | null>;
  /** Why nothing could be done with it, in words. */
  problem: string | null;
  /** To be done after the commit; see lib/sending/engine/follow-up.ts. */
  followUp: FollowUp | null;
}

export interface ReportInput {
  report: InboundReport;
  found: FoundMessage;
  receivedAt: Date;
  /** The kept mail, for the reference to the original. */
  inboundId: string;
}

/**
 * Turns a parsed mail into facts about its message, as `recordFeedback` keeps them. Telling the same fact twice changes nothing. Runs in
 * the caller's transaction; what is left for after the commit comes back as `followUp`.
 */
export async function applyReport(tx: Ctx, input: ReportInput): Promise<ReportOutcome> {
  const { report, inboundId, receivedAt } = input;
  const { messageId, certainty, addressKind } = input.found;
  if (report.type === "unreadable") return unknown(report.reason);
  const message = (await lockFeedbackMessages(tx, [messageId])).get(messageId);
  if (!message) return unknown(words("The message it speaks about does not exist in this workspace."));
  const event = canonicalOf(report, { message, certainty, receivedAt, inboundId, addressKind });
  if (!event) return withoutEvent(report, certainty);
  const { recorded, decisions, followUp } = await recordFeedback(tx, event);
  const acted = decisions.flat().filter((each) => each.kind !== "none");
  const applied = recorded > 0 || (event.type === "unsubscribe" && !message.unsubscribedAt && certainty === "certain");
  return {
    kind: kindOf(event),
    result: { ...resultOf(event, message, acted), applied, ...(certainty === "likely" && { certainty }) },
    problem: null,
    followUp,
  };
}

function kindOf({ type, source }: CanonicalEvent): ReportOutcome["kind"] {
  if (source === "arf") return "arf";
  if (type === "unsubscribe") return "unsubscribe";
  if (type === "reply") return "reply";
  return source === "mail" ? "auto_reply" : "dsn";
}

function resultOf(
  event: CanonicalEvent,
  message: FeedbackMessage,
  acted: readonly Decision[],
): ReportOutcome["result"] {
  const { bounce, details } = event;
  const suppressed = acted.some((each) => each.kind === "suppress");
  return {
    type: event.type,
    ...details,
    ...(bounce && {
      bounce: event.type === "hard_bounce" ? "hard" : event.type === "block" ? "block" : "soft",
      category: bounce.category,
      code: bounce.code,
      enhanced: bounce.enhanced,
      text: storableText(bounce.text, 500),
    }),
    ...(acted.length > 0 && { decision: acted.map((each) => each.why).join(" ") }),
    ...(suppressed && { suppressed: message.emailNormalized }),
  };
}

/** Read, but about nothing that the message or its contact keeps. */
function withoutEvent(report: InboundReport, certainty: Certainty): ReportOutcome {
  if (report.type === "complaint") {
    const source = report.source && storableText(report.source, 300);
    const result = { feedbackType: storableText(report.feedbackType, 100), source, applied: false };
    return { kind: "arf", result, problem: null, followUp: null };
  }
  if (report.type === "reply" || report.type === "unsubscribe") {
    const result = {
      from: report.from && storableText(report.from, 320),
      subject: storableText(report.subject, 200),
      certainty,
    };
    const problem = words("Mail to the complaint address that holds no abuse report (RFC 5965).");
    return { kind: "unknown", result, problem, followUp: null };
  }
  return unknown(words("It names no recipient."));
}

function unknown(problem: string): ReportOutcome {
  return { kind: "unknown", result: {}, problem, followUp: null };
}
