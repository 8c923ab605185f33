import { classifyReply } from "@/lib/feedback/classify";
import type { Outcome } from "@/lib/mail/transport";
import type { NewEvent } from "@/lib/tracking/event-types";
import { nextAttempt } from "./retry-plan";

/** What is known about a message when its outcome comes in. */
export interface SentMessage {
  id: string;
  emailNormalized: string;
  /** This try counted. */
  attemptCount: number;
  /** When it was handed over for the first time. */
  sendingAt: Date;
}

export interface Verdict {
  status: "deferred" | "failed" | "unconfirmed";
  category: string | null;
  nextAttemptAt: Date | null;
  events: NewEvent[];
  /** True when the mailbox is gone for good, so that the address must not be mailed again. */
  suppress: boolean;
}

export interface JudgeOptions {
  /** A refusal speaks about the recipient (SMTP); false for providers, whose API refuses our request. */
  refusalIsBounce: boolean;
  /** False for tests: a deferral ends the message. */
  retry: boolean;
  now: Date;
  random: number;
}

/** What a failure means for its message, its contact and its numbers. Pure. */
export function judgeOutcome(outcome: Outcome, message: SentMessage, options: JudgeOptions): Verdict {
  const base = { messageId: message.id, occurredAt: outcome.endedAt };
  const verdict: Verdict = { status: "failed", category: null, nextAttemptAt: null, events: [], suppress: false };
  const data = { reply: outcome.text.slice(0, 1000), ...(outcome.enhanced && { status: outcome.enhanced }) };
  switch (outcome.result) {
    case "accepted":
    case "unsent":
      throw new RangeError(`There is nothing to judge about a message that was ${outcome.result}.`);
    case "unconfirmed":
      return { ...verdict, status: "unconfirmed" };
    case "deferred": {
      const { category } = classifyReply({ code: outcome.code, enhanced: outcome.enhanced, text: outcome.text });
      const again = options.retry
        ? nextAttempt(message.attemptCount, message.sendingAt, options.now, options.random)
        : null;
      if (again) {
        const events = [{ ...base, type: "message.deferred" as const, data: { ...data, category } }];
        return { ...verdict, status: "deferred", category, nextAttemptAt: again, events };
      }
      const events = [
        { ...base, type: "message.bounced" as const, data: { ...data, kind: "soft" as const, category } },
      ];
      return { ...verdict, status: "failed", category, events };
    }
    case "refused": {
      const { kind, category } = classifyReply({ code: outcome.code, enhanced: outcome.enhanced, text: outcome.text });
      if (!options.refusalIsBounce) {
        const events = [{ ...base, type: "message.failed" as const, data: { ...data, category } }];
        return { ...verdict, status: "failed", category, events };
      }
      const events = [{ ...base, type: "message.bounced" as const, data: { ...data, kind, category } }];
      return { ...verdict, status: "failed", category, events, suppress: kind === "hard" };
    }
  }
}
