import { z } from "zod";
import { plainText } from "@/lib/contacts/plain-text";
import { idOf } from "@/lib/db/ids";

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

export const Suppress = z.object({
  email: z.string().trim().min(3, "Give an e-mail address.").max(320),
  reason: z.enum(suppressionReasons),
  /** UUID of the message that caused it. */
  messageId: z.uuid().optional(),
  note: z.string().trim().max(500, "Use at most 500 characters.").default(""),
});
export type Suppress = z.input<typeof Suppress>;

/** Lifting says why, so that it can be explained later. */
export const LiftSuppression = z.object({
  email: z.string().trim().min(3).max(320),
  note: plainText().trim().min(3, "Say why this address may be mailed again.").max(500, "Use at most 500 characters."),
});
export type LiftSuppression = z.input<typeof LiftSuppression>;

export const LiftContactSuppression = LiftSuppression.pick({ note: true }).extend({ contactId: idOf("ctc") });
export type LiftContactSuppression = z.input<typeof LiftContactSuppression>;
