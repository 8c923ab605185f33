import { z } from "zod";
import { mailboxProviders } from "@/lib/base/addresses/mailbox-providers.shared";
import { idOf } from "@/lib/base/db/ids";
import { t, words } from "@/lib/language/t";
import { MAX_RETRY_HOURS } from "@/lib/sending/transports/retry-plan";

const providerIds = new Set(mailboxProviders.map(({ id }) => id));

/** A receiving provider, or one domain of the rest as @example.com. */
const provider = z
  .string(words("Choose who receives the mail."))
  .max(255)
  .refine((id) => providerIds.has(id) || /^@[a-z0-9.-]+\.[a-z0-9-]+$/.test(id), words("Choose who receives the mail."));

const count = z
  .number(words("Use a number."))
  .int(words("Use a whole number."))
  .min(1, words("At least 1."))
  .max(100_000_000, words("At most 100 million."))
  .nullable();

const PaceLimits = z.object({
  maxPerSecond: z
    .number(words("Use a number."))
    .min(0.001, words("At least 0.001."))
    .max(10_000, words("At most 10,000."))
    .nullable(),
  maxPerMinute: count,
  maxPerHour: count,
  maxPerDay: count,
});

/** Limits of a transport towards a provider; null: none. */
export const SetPace = PaceLimits.extend({ transportId: idOf("trp"), provider });
export type SetPace = z.input<typeof SetPace>;

export const PaceRef = z.object({ transportId: idOf("trp"), provider });
export type PaceRef = z.input<typeof PaceRef>;

export const RetrySettings = z.object({
  /** Hours after the first try at which a message that is always put off is given up. */
  retryHours: z
    .number(words("Use a number."))
    .int(words("Use a whole number."))
    .min(1, words("At least 1 hour."))
    .max(MAX_RETRY_HOURS, {
      error: () => t("At most {count, plural, one {# hour} other {# hours}}.", { count: MAX_RETRY_HOURS }),
    }),
});
export type RetrySettings = z.infer<typeof RetrySettings>;
