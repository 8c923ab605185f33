import { z } from "zod";
import { t, words } from "@/lib/language/t";
import { brakeDefaults, brakeKinds } from "./brake.shared";

const percent = (from: number, to: number) =>
  z
    .number(words("Give a number."))
    .min(from, { error: () => t("At least {percent}%.", { percent: from }) })
    .max(to, { error: () => t("At most {percent}%.", { percent: to }) });

const count = (from: number) =>
  z
    .number(words("Give a number."))
    .int(words("Give a whole number."))
    .min(from, { error: () => t("At least {least}.", { least: from }) })
    .max(5000, words("At most 5,000."));

const limits = z.object({
  enabled: z.boolean(),
  window: count(100),
  minimum: count(20),
  hardPercent: percent(0.5, 50),
  complaintPercent: percent(0.02, 5),
  blockPercent: percent(0.5, 50),
});

/** When a campaign pauses itself, as a workspace stores it: what is missing takes its default. */
export const BrakeSettings = limits.partial().transform((stored) => ({ ...brakeDefaults, ...stored }));
export type BrakeSettings = z.output<typeof limits>;

/** Changes to some of the limits; the others stay as they are. */
export const UpdateBrakeSettings = limits.partial();
export type UpdateBrakeSettings = z.input<typeof UpdateBrakeSettings>;

/** Why a campaign paused itself; kept in `campaign.brake`. */
export const BrakeFinding = z.object({
  kind: z.enum(brakeKinds),
  rate: z.number(),
  limit: z.number(),
  count: z.number(),
  of: z.number(),
  scope: z.enum(["recent", "all"]),
  topDomains: z.array(z.object({ domain: z.string(), count: z.number(), of: z.number() })),
});
export type BrakeFinding = z.output<typeof BrakeFinding>;
