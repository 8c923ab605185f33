import { z } from "zod";

/** How far the audience of a campaign is frozen; kept with the campaign, in the transaction that froze so far. */
export const FreezeState = z.object({
  variantId: z.uuid(),
  /** Passes over the contacts: one, or one a degree of engagement. */
  parts: z.int(),
  part: z.int(),
  /** When the degrees of engagement count from. */
  since: z.iso.datetime(),
  /** Last contact of this pass that has been looked at. */
  after: z.uuid().nullable(),
  /** Highest message id so far: the next ones are higher, whatever the clock does. */
  lastId: z.uuid().nullable(),
  batches: z.int(),
  total: z.int(),
  pending: z.int(),
  done: z.boolean(),
});
export type FreezeState = z.infer<typeof FreezeState>;

/** Degrees of engagement, most engaged first: active within so many days; null: everybody who is left. */
export const engagementDays = [30, 90, 365, null] as const;

/** The state before the first contact. */
export function firstFreezeState(variantId: string, { engagedFirst = false, now = new Date() } = {}): FreezeState {
  const parts = engagedFirst ? engagementDays.length : 1;
  const counts = { batches: 0, total: 0, pending: 0 };
  return { variantId, parts, part: 0, since: now.toISOString(), after: null, lastId: null, ...counts, done: false };
}
