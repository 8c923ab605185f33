import { counter, defineMetrics } from "@/lib/base/metrics/registry";

const results = ["accepted", "refused", "deferred"] as const;
type Result = (typeof results)[number];

const metrics = defineMetrics("submission", () => ({
  mails: counter({
    name: "homing_submitted_mails_total",
    help: "Mails that programs handed over by SMTP, by what was answered: accepted, refused (5yz) or deferred (4yz).",
    labelNames: ["result"],
  }),
}));

/** Counts the answer to one mail. */
export const countMail = (result: Result): void => metrics.mails.inc({ result });
