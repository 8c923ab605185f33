import { ApiProblem } from "./problems";
import type { Answered, StoredAnswer } from "./stored-answers";

/** A claim that is older was left behind by a process that died. */
const LONGEST_MS = 60_000;

export type Replayable = Answered & { replayed: boolean };

interface Found {
  /** Whether this call has its key to itself. */
  locked: boolean;
  stored: StoredAnswer | null;
}

/**
 * What a call with an Idempotency-Key was answered before; null for one that is new. Throws problems: `idempotency_in_progress`,
 * `idempotency_unfinished`, `idempotency_mismatch`.
 */
export function answeredBefore({ locked, stored }: Found, requestHash: string, now: Date): Replayable | null {
  if (!locked) throw inProgress();
  if (!stored) return null;
  if (stored.requestHash !== requestHash) throw mismatch();
  if (stored.status === null)
    throw now.getTime() - stored.createdAt.getTime() < LONGEST_MS ? inProgress() : unfinished();
  return { status: stored.status, body: stored.body, replayed: true };
}

export const inProgress = () =>
  new ApiProblem("idempotency_in_progress", "A call with this Idempotency-Key is being carried out.", {
    headers: { "retry-after": "1" },
  });
const unfinished = () =>
  new ApiProblem(
    "idempotency_unfinished",
    "A call with this Idempotency-Key was begun and broke off. Look whether it took effect; to carry it out again, use a new key.",
  );
const mismatch = () =>
  new ApiProblem(
    "idempotency_mismatch",
    "This Idempotency-Key came with another request before. Use a new one for a new request.",
  );
