import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { t, words } from "@/lib/language/t";

const perDay = (least: number) =>
  z
    .number(words("Use a number."))
    .int(words("Use a whole number."))
    .min(least, { error: () => t("At least {least}.", { least }) })
    .max(10_000_000, words("At most 10 million."));

export const StartWarmup = z
  .object({
    domainId: idOf("dom"),
    startPerDay: perDay(10).default(200),
    growth: z
      .number(words("Use a number."))
      .min(1.05, words("At least 5% a day."))
      .max(2, words("At most 100%: twice the day before."))
      .default(1.5),
    targetPerDay: perDay(10).default(50_000),
    providerShare: z
      .number(words("Use a number."))
      .min(0.1, words("At least 10%."))
      .max(1, words("At most 100%."))
      .default(1),
  })
  .refine(({ startPerDay, targetPerDay }) => targetPerDay > startPerDay, {
    path: ["targetPerDay"],
    message: words("More than on the first day."),
  });
export type StartWarmup = z.input<typeof StartWarmup>;

export const WarmupRef = z.object({ domainId: idOf("dom") });
export type WarmupRef = z.input<typeof WarmupRef>;
