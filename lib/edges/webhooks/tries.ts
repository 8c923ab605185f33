import { z } from "zod";
import { storedValues } from "@/lib/base/db/stored-json";

/** Octets of an answer that are kept. */
export const KEPT_ANSWER_BYTES = 4_096;
/** Tries of a delivery that are kept, the newest. */
export const KEPT_TRIES = 20;

const DeliveryTry = z.object({
  at: z.string(),
  url: z.string(),
  /** As the header webhook-signature had it. */
  signature: z.string(),
  statusCode: z.number().nullable(),
  /** In words; null when it was taken. */
  error: z.string().nullable(),
  tookMs: z.number(),
  /** Null when none came. */
  answer: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }).nullable(),
});
export type DeliveryTry = z.infer<typeof DeliveryTry>;

export const deliveryTries = storedValues("webhook_delivery.tries", z.array(DeliveryTry));
