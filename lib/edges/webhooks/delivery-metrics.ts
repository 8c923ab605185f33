import { counter, defineMetrics } from "@/lib/base/metrics/registry";
import type { Outcome } from "./attempt";

const metrics = defineMetrics("webhooks", () => ({
  attempts: counter({
    name: "homing_webhook_attempts_total",
    help: "Tries of webhook deliveries to other programs, by result: delivered, refused or unreached.",
    labelNames: ["result"],
  }),
}));

/** Counts what came back. */
export function countTries(outcomes: readonly Outcome[]): void {
  for (const { log } of outcomes) {
    const result = log.error === null ? "delivered" : log.statusCode === null ? "unreached" : "refused";
    metrics.attempts.inc({ result });
  }
}
