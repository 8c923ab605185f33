import { z } from "zod";
import { t, words } from "@/lib/language/t";

/** An empty text takes the setting away. */
export const emptyIsNone = (schema: z.ZodString) => z.union([z.literal("").transform(() => null), schema]).nullish();

/** A form that does not know the saved secret sends nothing for it: it stays. */
export const emptyIsKept = (schema: z.ZodString) =>
  z.union([z.literal("").transform(() => undefined), schema]).optional();

/** The name or address of a mail server; `example` is one. */
export const serverHost = (example: string) =>
  z
    .string()
    .trim()
    .min(1, words("Give the name of the server."))
    .max(253, words("Use at most 253 characters."))
    .regex(/^([a-z0-9_]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]+)$/i, {
      error: () => t("Give a host name such as {example}.", { example }),
    });

export const serverPort = z
  .number(words("Use a whole number."))
  .int(words("Use a whole number."))
  .min(1, words("At least 1."))
  .max(65_535, words("At most 65,535."));
