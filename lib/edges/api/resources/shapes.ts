import { z } from "zod";
import type { IdPrefix } from "@/lib/base/db/ids";
import { idOf } from "@/lib/base/db/ids";

/** Pieces that several resources have. Descriptions stand in the reference. */

/** A public id, by the name that its parameter has. */
export const idParam = (prefix: IdPrefix) =>
  idOf(prefix).meta({ description: `\`${prefix}_…\``, example: `${prefix}_1CYQ3p4p2zGq5n3Zt8mXwD` });

export const Time = z.string().meta({ format: "date-time", description: "ISO 8601, UTC" });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: "How many, 1 to 100." }),
  cursor: z.string().max(700).optional().meta({ description: "`next_cursor` of the page before." }),
};

/** A page of a collection: follow `next_cursor` until it is null. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    hasMore: z.boolean(),
    nextCursor: z.string().nullable().meta({ description: "For `cursor` of the next page; null on the last one." }),
  });

/** What a verb found, as a page. */
export const asPage = <T>(data: T[], nextCursor: string | null) => ({
  data,
  hasMore: nextCursor !== null,
  nextCursor,
});

export const Email = z.string().max(320).meta({ example: "ada@example.com" });
