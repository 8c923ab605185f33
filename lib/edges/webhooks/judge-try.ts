import { words } from "@/lib/language/t";
import type { Outcome } from "./attempt";
import type { DueDelivery, TriedDelivery } from "./due-deliveries";
import { nextTryAt } from "./schedule";
import { deliveryTries, KEPT_TRIES } from "./tries";

/** What a delivery becomes by a try; `random` is of [0, 1). */
export function judgeTry(delivery: DueDelivery, { log, askedMs }: Outcome, now: Date, random: number): TriedDelivery {
  const tried = delivery.attempt + 1;
  const next = log.error === null || delivery.isTest ? null : nextTryAt(tried, { now, askedMs, random });
  return {
    id: delivery.id,
    status: log.error === null ? "delivered" : next ? "pending" : "failed",
    attempt: tried,
    statusCode: log.statusCode,
    error: log.error,
    durationMs: log.tookMs,
    lastAttemptAt: new Date(log.at),
    nextAttemptAt: next,
    tries: [...deliveryTries.read(delivery.tries), log].slice(-KEPT_TRIES),
  };
}

/** There is nothing to send any more. */
export function withoutEvent(delivery: DueDelivery, now: Date): TriedDelivery {
  return {
    id: delivery.id,
    status: "failed",
    attempt: delivery.attempt + 1,
    statusCode: null,
    error: words("What happened is no longer kept: its time was over, or its person was erased."),
    durationMs: 0,
    lastAttemptAt: now,
    nextAttemptAt: null,
    tries: deliveryTries.read(delivery.tries),
  };
}
