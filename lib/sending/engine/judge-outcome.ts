import { type BounceCategory, classifyReply, codesOf } from "@/lib/feedback/classify/classify";
import type { CanonicalEvent, CanonicalType } from "@/lib/feedback/parse/canonical-event";
import type { FeedbackMessage } from "@/lib/feedback/parse/feedback-message";
import { bounceType } from "@/lib/feedback/policy/policy";
import type { TransportOutcome } from "@/lib/mail/transport";
import { nextAttempt } from "@/lib/sending/transports/retry-plan";

/** What is known about a message when its outcome comes in. */
export interface SentMessage extends FeedbackMessage {
  /** This try counted. */
  attemptCount: number;
  /** When it was handed over for the first time. */
  sendingAt: Date;
}

export interface OutcomeVerdict {
  status: "deferred" | "failed" | "unconfirmed";
  nextAttemptAt: Date | null;
  /** The fact as every other route would tell it; null for an answer that never came. */
  event: CanonicalEvent | null;
}

export interface JudgeOptions {
  /** A refusal speaks about the recipient (SMTP); false for providers, whose API refuses our request. */
  refusalIsBounce: boolean;
  /** False for tests: a deferral ends the message. */
  retry: boolean;
  /** How long after the first try a message is given up. */
  lifetimeHours?: number | undefined;
  /** When its receiver may be written to again; null: now. */
  notBefore?: Date | null | undefined;
  now: Date;
  random: number;
}

/** What a failure means for its message and its numbers. Pure. */
export function judgeOutcome(outcome: TransportOutcome, message: SentMessage, options: JudgeOptions): OutcomeVerdict {
  switch (outcome.result) {
    case "accepted":
    case "unsent":
      throw new RangeError(`There is nothing to judge about a message that was ${outcome.result}.`);
    case "unconfirmed":
      return { status: "unconfirmed", nextAttemptAt: null, event: null };
    case "deferred":
      return judgeDeferral(outcome, message, options);
    case "refused":
      return judgeRefusal(outcome, message, options);
  }
}

function judgeDeferral(outcome: TransportOutcome, message: SentMessage, options: JudgeOptions): OutcomeVerdict {
  const { category } = classifyReply({ ...outcome, host: message.emailDomain });
  const { lifetimeHours, notBefore, now, random } = options;
  const plan = { category, ...(lifetimeHours && { lifetimeHours }), ...(notBefore && { notBefore }) };
  const nextAttemptAt = options.retry ? nextAttempt(message.attemptCount, message.sendingAt, now, random, plan) : null;
  if (nextAttemptAt)
    return { status: "deferred", nextAttemptAt, event: reportedBy(outcome, message, "deferred", category) };
  // A provider's API put our request off, whose words say nothing of the recipient.
  if (!options.refusalIsBounce) return failed(reportedBy(outcome, message, "soft_bounce", category));
  return failed(finalRefusal(outcome, message));
}

function judgeRefusal(outcome: TransportOutcome, message: SentMessage, options: JudgeOptions): OutcomeVerdict {
  const event = finalRefusal(outcome, message);
  return failed(options.refusalIsBounce ? event : { ...event, type: "failed" });
}

const failed = (event: CanonicalEvent): OutcomeVerdict => ({ status: "failed", nextAttemptAt: null, event });

/** Nobody tries again: judged as the report would be that another system writes about it. */
function finalRefusal(outcome: TransportOutcome, message: SentMessage): CanonicalEvent {
  const { kind, category } = classifyReply({ ...outcome, host: message.emailDomain, final: true });
  return reportedBy(outcome, message, bounceType(category, kind), category);
}

function reportedBy(
  outcome: TransportOutcome,
  { id: messageId }: SentMessage,
  type: CanonicalType,
  category: BounceCategory,
): CanonicalEvent {
  const { providerId: providerMessageId, endedAt: at } = outcome;
  const text = outcome.text.slice(0, 1000);
  return {
    ...{ type, source: "smtp", accountId: null, providerEventId: null, providerMessageId, messageId },
    ...{ certainty: "certain", recipient: null, occurredAt: at, receivedAt: at, raw: null },
    bounce: { category, ...codesOf({ ...outcome, text }), text },
  };
}
