import { z } from "zod";

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
    .min(1, "Give the name of the server.")
    .max(253, "Use at most 253 characters.")
    .regex(/^([a-z0-9_]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]+)$/i, `Give a host name such as ${example}.`);

export const serverPort = z
  .number("Use a whole number.")
  .int("Use a whole number.")
  .min(1, "At least 1.")
  .max(65_535, "At most 65,535.");
