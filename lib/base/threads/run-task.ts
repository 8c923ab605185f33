import { AppError, type ErrorCode } from "@/lib/base/errors";
import { type Msg, t } from "@/lib/language/t";

/** Work on foreign content that could take long: what goes in and comes out is plain data, because it changes threads. */
export interface Task<Input, Output> {
  name: string;
  run(input: Input): Promise<Output> | Output;
  deadlineMs: number;
  /** What the reader is told when time is up. */
  late: Msg;
}

export interface TaskFailure {
  code: ErrorCode;
  message: string;
  fields?: Record<string, string> | undefined;
}
export type TaskAnswer = { ok: true; output: unknown } | { ok: false; failure: TaskFailure | null; message: string };

/** The threads of a process. `run` ends with the deadline at the latest; then the thread is gone and the process goes on. */
export interface Threads {
  run(name: string, input: unknown, deadlineMs: number): Promise<TaskAnswer | "late" | "busy">;
}

// On globalThis, because the web host offers the threads and Next's own bundle has a copy of this module.
const holder = globalThis as unknown as { homingThreads?: Threads };

export function offerThreads(threads: Threads): void {
  holder.homingThreads = threads;
}

/**
 * Runs a task in a thread of its own, with a deadline. Where a process has none (functions on a host that keeps no process and ships no
 * file for a thread, tests, commands) it runs in place: the readers themselves are bounded, and there a function's own time limit ends it.
 */
export async function runTask<Input, Output>(task: Task<Input, Output>, input: Input): Promise<Output> {
  const threads = holder.homingThreads;
  if (!threads) return task.run(input);
  const answer = await threads.run(task.name, input, task.deadlineMs);
  if (answer === "late") throw new AppError("invalid", t(task.late));
  if (answer === "busy")
    throw new AppError("unavailable", t("Too much is being read just now. Try again in a moment."));
  if (answer.ok) return answer.output as Output;
  const { failure } = answer;
  throw failure ? new AppError(failure.code, failure.message, failure.fields) : new Error(answer.message);
}
