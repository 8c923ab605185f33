import { AsyncLocalStorage } from "node:async_hooks";
import { createLog } from "@/lib/base/log";
import { functionDeadline, keepAwake } from "@/lib/base/process/function-host";
import { onceInProcess } from "@/lib/base/process/once-in-process";

/** Works on the queue until this time. */
type Drain = (endBy: Date) => Promise<unknown>;

interface AfterAnswer {
  /** Null where workers do what is due. */
  drain: Drain | null;
  /** Whether the request that is answered has made work that is due. */
  made: AsyncLocalStorage<{ work: boolean }>;
  running: Promise<void> | null;
  again: boolean;
}

const after = onceInProcess<AfterAnswer>("after-answer", () => ({
  drain: null,
  made: new AsyncLocalStorage(),
  running: null,
  again: false,
}));
const log = createLog({ part: "after-answer" });

/** From the request to the end of the work that follows it, where the platform does not say when it ends. */
const WORK_MS = 45_000;
/** Before the platform ends the function: what is in hand comes to its end. */
const RESERVE_MS = 10_000;

/** For hosts without a worker: what a request puts in the queue is worked on by `drain` as soon as it is answered. */
export function drainAfterAnswers(drain: Drain): void {
  after.drain = drain;
}

/** Says that the request which is answered now has made work that is due. Elsewhere, and where workers run, it does nothing. */
export function noteWork(): void {
  const made = after.made.getStore();
  if (made) made.work = true;
}

/** Answers a request; see `drainAfterAnswers`. */
export async function answering<T>(answer: () => Promise<T>): Promise<T> {
  const { drain } = after;
  if (!drain) return answer();
  const endBy = workEnd();
  const made = { work: false };
  try {
    return await after.made.run(made, answer);
  } finally {
    if (made.work) keepAwake(drainOnce(drain, endBy));
  }
}

/** When work that follows an answer of this request has to be over. */
export function workEnd(now = new Date()): Date {
  const usual = now.getTime() + WORK_MS;
  const deadline = functionDeadline();
  return new Date(deadline ? Math.min(usual, deadline.getTime() - RESERVE_MS) : usual);
}

/** One at a time in a process; who comes meanwhile makes it go round once more. */
function drainOnce(drain: Drain, endBy: Date): Promise<void> {
  after.again = true;
  after.running ??= drainWhileAsked(drain, endBy).finally(() => {
    after.running = null;
  });
  return after.running;
}

async function drainWhileAsked(drain: Drain, endBy: Date): Promise<void> {
  while (after.again && Date.now() < endBy.getTime()) {
    after.again = false;
    // What is not done now the next run of the cron does.
    await drain(endBy).catch((error: unknown) => log.error("the queue could not be worked on", { error }));
  }
}
