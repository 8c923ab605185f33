import { z } from "zod";

/** An empty text takes the setting away. */
export const emptyIsNone = (schema: z.ZodString) => z.union([z.literal("").transform(() => null), schema]).nullish();

/** A form that does not know the saved secret sends nothing for it: it stays. */
export const emptyIsKept = (schema: z.ZodString) =>
  z.union([z.literal("").transform(() => undefined), schema]).optional();
