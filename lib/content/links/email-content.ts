import { z } from "zod";
import { storedJson, storedValues } from "@/lib/base/db/stored-json";

/** In which header a mail names a recipient; `bcc` in none. */
export const recipientRoles = ["to", "cc", "bcc"] as const;
export type RecipientRole = (typeof recipientRoles)[number];

/** How a mail came: by a call of the API, or over SMTP, where it is passed on as its program composed it. */
export const emailVias = ["api", "smtp"] as const;
export type EmailVia = (typeof emailVias)[number];

const StoredMailbox = z.object({ name: z.string(), address: z.string() });

/** What of a single mail stands in one JSON column: who its headers name, further headers, and where its tracked links lead. */
const EmailDetails = z.object({
  to: z.array(StoredMailbox),
  cc: z.array(StoredMailbox),
  replyTo: z.array(StoredMailbox),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** By the number in the click; none where clicks are not tracked. */
  links: z.array(z.string()),
});
export type EmailDetails = z.infer<typeof EmailDetails>;

export const emailDetails = storedJson<EmailDetails>("email_content.details", EmailDetails);

/** Names and values that a program chose, by which it finds its mails again. */
export const emailTags = storedValues("email.tags", z.record(z.string(), z.string()));
