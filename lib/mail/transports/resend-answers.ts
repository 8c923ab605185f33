import type { OutgoingMessage, TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import type { NoAnswer } from "./http-failure";
import { readRateHeaders } from "./http-pacer";
import { outcome } from "./outcomes";
import type { BatchAnswer, ResendAnswer, ResendError } from "./resend-client";
import { judgeResendError, type ResendVerdict } from "./resend-errors";

/** The answer to a request for one message or for a batch. */
export type Answer = ResendAnswer<{ id: string }> | ResendAnswer<BatchAnswer>;

/** Whether the request may have been taken although there is no good answer. */
export function couldBeTaken(answer: Answer): boolean {
  if (!answer.error) return true;
  if (!("name" in answer.error)) return answer.error.mayHaveLeft;
  return judgeResendError(answer.error).kind === "again";
}

/** An error in words, with its status and what it means; no verdict when there was no answer. */
export function readFailure(error: ResendError | NoAnswer): {
  code: number | null;
  text: string;
  verdict: ResendVerdict | null;
} {
  if (!("name" in error)) return { code: null, text: error.text, verdict: null };
  return { code: error.status, text: `${error.name}: ${error.message}`, verdict: judgeResendError(error) };
}

/** What an error says about the transport as a whole. */
export function failureOf(
  verdict: ResendVerdict | null,
  text: string,
  headers: Record<string, string> | null,
): TransportFailure {
  const { retryAfterMs } = readRateHeaders(headers);
  if (verdict?.kind === "slow") return { kind: "throttled", text, retryAfterMs };
  if (verdict?.kind !== "failure") return { kind: "network", text: `No answer from Resend: ${text}`, retryAfterMs };
  const own = verdict.failure.retryAfterMs;
  return { kind: verdict.failure.kind, text, retryAfterMs: own === null ? null : Math.max(own, retryAfterMs ?? 0) };
}

/**
 * The outcome of each message of a request that was answered well. Ids come in the order of the request without those
 * refused; with any other count nobody can say whose they are, and then the messages are `unconfirmed`.
 */
export function outcomesOf(
  data: { id: string } | BatchAnswer,
  group: readonly Pick<OutgoingMessage, "id">[],
  startedAt: Date,
): TransportOutcome[] {
  const answer: BatchAnswer = "id" in data ? { data: [data] } : data;
  const refused = new Map((answer.errors ?? []).map((error) => [error.index, error.message]));
  const ids = Array.isArray(answer.data) ? answer.data.filter((each) => each?.id) : [];
  const matches = ids.length === group.length - refused.size;
  return group.map((message, index) => {
    const sentence = refused.get(index);
    if (sentence !== undefined) return outcome(message, startedAt, { result: "refused", code: 422, text: sentence });
    if (matches) {
      const providerId = ids.shift()?.id ?? null;
      return outcome(message, startedAt, { result: "accepted", code: 200, text: "Accepted by Resend", providerId });
    }
    const text = "Resend's answer does not say whether it took this message.";
    return outcome(message, startedAt, { result: "unconfirmed", code: 200, text });
  });
}
