import type { NewEvent } from "@/lib/events/ledger/event-types";
import { type BounceCategory, classifyReply } from "@/lib/feedback/classify/classify";
import type { CanonicalType } from "@/lib/feedback/parse/canonical-event";
import type { TransportOutcome } from "@/lib/mail/transport";
import { nextAttempt } from "@/lib/sending/transports/retry-plan";

/** What is known about a message when its outcome comes in. */
export interface SentMessage {
  id: string;
  kind: string;
  campaignId: string | null;
  contactId: string | null;
  emailNormalized: string;
  emailDomain: string;
  /** This try counted. */
  attemptCount: number;
  /** When it was handed over for the first time. */
  sendingAt: Date;
}

export interface OutcomeVerdict {
  status: "deferred" | "failed" | "unconfirmed";
  category: BounceCategory | null;
  nextAttemptAt: Date | null;
  events: NewEvent[];
  /** What it is to the policy for all feedback (lib/feedback/policy/policy.ts); null for an answer that never came. */
  feedback: CanonicalType | null;
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

const bounceTypes = { hard: "hard_bounce", soft: "soft_bounce", block: "block" } as const;

/** What a failure means for its message and its numbers. Pure. */
export function judgeOutcome(outcome: TransportOutcome, message: SentMessage, options: JudgeOptions): OutcomeVerdict {
  switch (outcome.result) {
    case "accepted":
    case "unsent":
      throw new RangeError(`There is nothing to judge about a message that was ${outcome.result}.`);
    case "unconfirmed":
      return { status: "unconfirmed", category: null, nextAttemptAt: null, events: [], feedback: null };
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
  const again = options.retry ? nextAttempt(message.attemptCount, message.sendingAt, now, random, plan) : null;
  const data = { ...replyOf(outcome), category };
  const event = { messageId: message.id, occurredAt: outcome.endedAt };
  if (again) {
    const events = [{ ...event, type: "message.deferred" as const, data }];
    return { status: "deferred", category, nextAttemptAt: again, events, feedback: "deferred" };
  }
  const events = [{ ...event, type: "message.bounced" as const, data: { ...data, kind: "soft" as const } }];
  return { status: "failed", category, nextAttemptAt: null, events, feedback: "soft_bounce" };
}

function judgeRefusal(outcome: TransportOutcome, message: SentMessage, options: JudgeOptions): OutcomeVerdict {
  const { kind, category } = classifyReply({ ...outcome, host: message.emailDomain, final: true });
  const data = { ...replyOf(outcome), category };
  const event = { messageId: message.id, occurredAt: outcome.endedAt };
  const verdict = { status: "failed" as const, category, nextAttemptAt: null };
  if (!options.refusalIsBounce) {
    return { ...verdict, events: [{ ...event, type: "message.failed", data }], feedback: "failed" };
  }
  return {
    ...verdict,
    events: [{ ...event, type: "message.bounced", data: { ...data, kind } }],
    feedback: bounceTypes[kind],
  };
}

function replyOf({ text, enhanced }: TransportOutcome) {
  return { reply: text.slice(0, 1000), ...(enhanced && { status: enhanced }), source: "smtp" };
}
