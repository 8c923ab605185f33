import { currentSpan, traced } from "@/lib/base/tracing";

/** The input of a job with the trace that enqueued it, where there is one. */
export function withTrace<Input extends object>(input: Input): Input & { traceparent?: string } {
  const traceparent = currentSpan()?.traceparent;
  return traceparent ? { ...input, traceparent } : input;
}

/** What is stored of a job, parted again: retries and the same work enqueued anew differ in their trace only. */
export function withoutTrace(stored: unknown): { data: unknown; traceparent?: string } {
  if (typeof stored !== "object" || stored === null || !("traceparent" in stored)) return { data: stored };
  const { traceparent, ...data } = stored;
  return { data, ...(typeof traceparent === "string" && { traceparent }) };
}

interface TracedRun {
  /** The job's. */
  name: string;
  /** Empty for work of the installation. */
  workspaceId: string;
  attempt: number;
  traceparent?: string | undefined;
}

/** Runs a job as a span of the trace that enqueued it, or of its own. */
export function tracedRun(run: TracedRun, work: () => Promise<void>): Promise<void> {
  const { name, workspaceId, attempt, traceparent } = run;
  const attributes = {
    "messaging.system": "pg-boss",
    "homing.job": name,
    "homing.workspace_id": workspaceId || undefined,
    "homing.attempt": attempt,
  };
  return traced(`job ${name}`, { kind: "consumer", attributes, ...(traceparent && { parent: traceparent }) }, work);
}
