import { counter, defineMetrics } from "@/lib/base/metrics/registry";

const metrics = defineMetrics("pace", () => ({
  waits: counter({ name: "homing_pace_waits_total", help: "Times that a batch waited for its pace." }),
  seconds: counter({ name: "homing_pace_wait_seconds_total", help: "Seconds that batches waited for their pace." }),
}));

/** A batch waits for its pace. */
export function countPaceWait(ms: number): void {
  metrics.waits.inc();
  metrics.seconds.inc(ms / 1000);
}
