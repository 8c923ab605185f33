import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";

const perDay = (least: number) =>
  z
    .number("Use a number.")
    .int("Use a whole number.")
    .min(least, `At least ${least}.`)
    .max(10_000_000, "At most 10 million.");

export const StartWarmup = z
  .object({
    domainId: idOf("dom"),
    startPerDay: perDay(10).default(200),
    growth: z
      .number("Use a number.")
      .min(1.05, "At least 5% a day.")
      .max(2, "At most 100%: twice the day before.")
      .default(1.5),
    targetPerDay: perDay(10).default(50_000),
    providerShare: z.number("Use a number.").min(0.1, "At least 10%.").max(1, "At most 100%.").default(1),
  })
  .refine(({ startPerDay, targetPerDay }) => targetPerDay > startPerDay, {
    path: ["targetPerDay"],
    message: "More than on the first day.",
  });
export type StartWarmup = z.input<typeof StartWarmup>;

export const WarmupRef = z.object({ domainId: idOf("dom") });
export type WarmupRef = z.input<typeof WarmupRef>;
