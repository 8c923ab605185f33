import { counter, defineMetrics } from "@/lib/base/metrics/registry";
import type { FollowUp } from "@/lib/feedback/policy/follow-up";
import { providerLabelOf } from "./message-metrics";

const metrics = defineMetrics("feedback", () => ({
  feedback: counter({
    name: "homing_feedback_total",
    help: "What came back about messages, by what it means, its bounce category and mailbox provider. Each fact counts once.",
    labelNames: ["type", "category", "mailbox_provider"],
  }),
}));

/** Counts facts that have been committed. */
export function countFeedback(facts: FollowUp["facts"]): void {
  for (const { type, category, emailDomain } of facts) {
    metrics.feedback.inc({ type, category: category ?? "none", mailbox_provider: providerLabelOf(emailDomain) });
  }
}
