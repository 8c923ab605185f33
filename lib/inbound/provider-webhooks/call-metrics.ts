import { counter, defineMetrics } from "@/lib/base/metrics/registry";
import type { ProviderName } from "@/lib/inbound/providers/schema";

const metrics = defineMetrics("provider webhooks", () => ({
  calls: counter({
    name: "homing_provider_webhook_calls_total",
    help: "Calls of providers' webhooks to addresses that exist, by provider and result.",
    labelNames: ["provider", "result"],
  }),
}));

/** Counts one call: `taken`, `duplicate`, `turned_off`, `too_large`, or refused for what its signature or form lacked. */
export function countCall(
  provider: ProviderName,
  result: "taken" | "duplicate" | "turned_off" | "too_large" | "refused",
): void {
  metrics.calls.inc({ provider, result });
}
