import { type Msg, msg } from "@/lib/language/t";

export const suppressionReasons = [
  "hard_bounce",
  "soft_bounce",
  "complaint",
  "unsubscribe",
  "manual",
  "import",
  "provider",
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Why an address must not be mailed, for people. */
export const suppressionReasonLabels: Readonly<Record<SuppressionReason, Msg>> = {
  hard_bounce: msg("Mailbox does not exist"),
  soft_bounce: msg("Bounced again and again"),
  complaint: msg("Marked mail as spam"),
  unsubscribe: msg("Unsubscribed from everything"),
  manual: msg("Blocked by hand"),
  import: msg("On an imported list"),
  provider: msg("Blocked by the sending provider"),
};

/** The reasons that are a person's own no; lifting them needs a ground. */
export const saidNo: ReadonlySet<string> = new Set<SuppressionReason>(["complaint", "unsubscribe"]);

/** What somebody must be able to say before a person who said no is written to again. */
export const liftGrounds = {
  asked: msg("They asked us to write to them again"),
  mistake: msg("It was our mistake, such as a test or a wrong import"),
} as const;
export type LiftGround = keyof typeof liftGrounds;

/** Refused rows of a file that are named one by one. */
export const MAX_REFUSALS_SHOWN = 200;
