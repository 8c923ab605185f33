import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { words } from "@/lib/language/t";
import { RECIPIENT_OUTCOMES } from "./recipient-outcomes.shared";

export const RecipientOutcome = z.enum(RECIPIENT_OUTCOMES);
export type RecipientOutcome = z.infer<typeof RecipientOutcome>;

const reason = z.string().regex(/^[a-z_]{1,60}$/);

/** Which recipients of a campaign to list; a wrong value in the URL falls back instead of failing. */
export const RecipientFilters = z.object({
  outcome: RecipientOutcome.catch("all"),
  /** Only with `skipped` and `suppressed`. */
  reason: reason.optional().catch(undefined),
  /** Only with bounces and `deferred`: a category of lib/feedback/classify/taxonomy.shared. */
  category: reason.optional().catch(undefined),
  /** Only with `complained`: who reported it, such as arf or postmark. */
  source: reason.optional().catch(undefined),
  /** A mailbox provider as the report names it, or a domain. */
  provider: z
    .string()
    .max(253)
    .regex(/^[^\0]+$/)
    .optional()
    .catch(undefined),
  /** Only people who clicked this link. */
  link: idOf("lnk").optional().catch(undefined),
  after: idOf("msg").optional().catch(undefined),
});
export type RecipientFilters = z.infer<typeof RecipientFilters>;

/** Days the dashboard looks back. */
export const DashboardPeriod = z.object({
  days: z.coerce
    .number()
    .pipe(z.union([z.literal(7), z.literal(30), z.literal(90)]))
    .catch(30),
  /** First and last day of a period of one's own, YYYY-MM-DD; both or neither. */
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
});
export type DashboardPeriod = z.output<typeof DashboardPeriod>;

/** What to put into a report's CSV. */
export const ReportExport = RecipientFilters.omit({ after: true }).extend({
  what: z.enum(["summary", "recipients"], { error: words("Choose summary or recipients.") }),
});
