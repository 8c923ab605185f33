import { type Msg, msg } from "@/lib/language/t";
import type { Ramp } from "./ramp.shared";

export interface WarmupPreset extends Ramp {
  id: string;
  label: Msg;
  description: Msg;
}

/**
 * Mailbox providers publish no table of days; these follow what sending services advise. Careful: Resend's weeks of 50–100, 200–500,
 * 1–2,000 and 5–10,000 a day are 50 that grow by 22 % a day. Fast: SendGrid's automatic warm-up sends 20 an hour on its first day and
 * grows by 40 %. Safe in the browser.
 */
export const warmupPresets: readonly WarmupPreset[] = [
  {
    id: "careful",
    label: msg("Careful"),
    description: msg("A new domain without history: 50 on the first day, 10,000 after four weeks."),
    startPerDay: 50,
    growth: 1.22,
    targetPerDay: 10_000,
  },
  {
    id: "steady",
    label: msg("Steady"),
    description: msg("A domain that people know, new to bulk mail: half as much again every day."),
    startPerDay: 200,
    growth: 1.5,
    targetPerDay: 50_000,
  },
  {
    id: "fast",
    label: msg("Fast"),
    description: msg(
      "A known domain that moves to a new address: SendGrid's curve, 20 an hour and 40% more every day.",
    ),
    startPerDay: 480,
    growth: 1.4,
    targetPerDay: 100_000,
  },
];
