import { onFunctions } from "@/lib/base/process/function-host";

/** Next calls this once when a process of it starts. On functions, what a request puts in the queue is done after its answer. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && onFunctions()) {
    const { drainAfterAnswers } = await import("@/lib/base/jobs/after-answer");
    drainAfterAnswers(async (endBy) => (await import("@/lib/run/functions/drain")).drain(endBy));
  }
}
