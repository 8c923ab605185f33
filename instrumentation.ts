import { onFunctions } from "@/lib/base/process/function-host";

/**
 * Next calls this once when a process of it starts, before it answers. On functions, what a request puts in the queue is done after
 * its answer.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { learnLanguagesOfPages } = await import("@/lib/base/routes/page-language");
  learnLanguagesOfPages();
  if (!onFunctions()) return;
  const { drainAfterAnswers } = await import("@/lib/base/jobs/after-answer");
  drainAfterAnswers(async (endBy) => (await import("@/lib/run/functions/drain")).drain(endBy));
}
