import { z } from "zod";
import { asPage } from "@/lib/edges/api/resources/shapes";

/** Of collections that a verb gives as a whole, in an order that stays. */
export const pageInput = {
  limit: z.number().int().min(1).max(100).default(50).meta({ description: "How many, 1 to 100." }),
  cursor: z
    .string()
    .regex(/^\d{1,4}$/, "Give the next_cursor of the page before.")
    .optional()
    .meta({ description: "next_cursor of the page before." }),
};

/** A page of them. */
export function pageOfAll<T>(
  all: readonly T[],
  { limit, cursor = "0" }: { limit: number; cursor?: string | undefined },
) {
  const from = Number(cursor);
  const next = from + limit;
  return asPage(all.slice(from, next), next < all.length ? String(next) : null);
}
