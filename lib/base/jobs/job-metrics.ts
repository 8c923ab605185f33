import { Histogram } from "prom-client";
import { counter, defineMetrics, registry } from "@/lib/base/metrics/registry";

const metrics = defineMetrics("jobs", () => ({
  runs: counter({
    name: "homing_job_runs_total",
    help: "Runs of jobs in this process, by queue and how they ended.",
    labelNames: ["queue", "result"],
  }),
  seconds: new Histogram({
    name: "homing_job_run_duration_seconds",
    help: "How long runs of jobs took, by queue.",
    labelNames: ["queue"],
    buckets: [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900],
    registers: [registry],
  }),
}));

/** Runs a job and counts it. Throws what it throws. `queue` is the name of a defined job. */
export async function countingRun<T>(queue: string, work: () => Promise<T>): Promise<T> {
  const end = metrics.seconds.startTimer({ queue });
  let result = "failed";
  try {
    const answer = await work();
    result = "done";
    return answer;
  } finally {
    end();
    metrics.runs.inc({ queue, result });
  }
}
