import { z } from "zod";

const secretText = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`);

/** What the provider's own suppression list is reached with; which fields are needed depends on the provider. */
export const ListAccess = z.object({
  apiKey: secretText(500).optional(),
  apiSecret: secretText(500).optional(),
  /** Mailgun: the sending domain. Postmark: the message stream. */
  scope: secretText(253).optional(),
  /** Amazon: as in eu-west-1. SendGrid, Mailgun, SparkPost: "eu" for accounts there. */
  region: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]{0,30}$/, "A region looks like eu-west-1.")
    .optional(),
});
export type ListAccess = z.infer<typeof ListAccess>;
