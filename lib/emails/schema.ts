import { z } from "zod";
import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { idOf } from "@/lib/base/db/ids";
import { Attachment, MAX_FILE_BYTES, MAX_FILES } from "./attachment";
import { headerProblem } from "./header-rules";

/** Recipients of one mail, whatever header names them. */
export const MAX_RECIPIENTS = 50;
export const MAX_BATCH = 100;
/** Recipients of all mails of a batch: each is a message, and all are written at once. */
export const MAX_BATCH_RECIPIENTS = 1000;
/** How far ahead a mail may be scheduled, in days: shorter than its content is kept. */
export const MAX_DAYS_AHEAD = 30;

/** An address with the name that the header shows. */
export interface GivenMailbox {
  name: string;
  address: string;
  normalized: string;
  domain: string;
}

const written = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>@]*))\s*<([^<>]+)>$/;

/** `ada@example.com` or `Ada Lovelace <ada@example.com>`. */
export const MailboxText = z
  .string()
  .max(400, "Use at most 400 characters.")
  .meta({ example: "Ada Lovelace <ada@example.com>" })
  .transform((text, check): GivenMailbox => {
    const [, quoted, plain, inner] = written.exec(text.trim()) ?? [];
    const address = parseEmailAddress(inner ?? text);
    if (isEmailAddress(address)) {
      const name = (quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "").trim();
      return { name, address: address.email, normalized: address.normalized, domain: address.domain };
    }
    check.addIssue({ code: "custom", message: address.error });
    return z.NEVER;
  });

const Mailboxes = z
  .union([MailboxText.transform((one) => [one]), z.array(MailboxText).max(MAX_RECIPIENTS)], {
    error: "Give an address, or a list of at most 50.",
  })
  .meta({ description: "One address or a list, each with or without a name." });

/** ASCII without blanks, as providers take and give it back. */
const tagText = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,256}$/, "Use ASCII letters, digits, _ and -, at most 256 characters.");

const Tags = z
  .array(z.strictObject({ name: tagText, value: tagText }))
  .max(10, "Use at most 10 tags.")
  .refine((tags) => new Set(tags.map(({ name }) => name)).size === tags.length, "A tag stands there twice.");

/** When a mail leaves; what cannot be read is refused, never sent at once. */
export const ScheduledAt = z.iso
  .datetime({ offset: true, error: "Give a time in ISO 8601 with its zone, such as 2027-04-01T09:00:00+02:00." })
  .transform((text) => new Date(text))
  .meta({
    description: `ISO 8601 with its zone, at most ${MAX_DAYS_AHEAD} days ahead. A time that has passed means at once.`,
  });

/** Characters of a subject (RFC 5322 §2.1.1), and of HTML. */
export const MAX_SUBJECT = 998;
export const MAX_HTML = 2_000_000;

const line = z.string().max(MAX_SUBJECT, `Use at most ${MAX_SUBJECT} characters.`);

const shape = {
  from: MailboxText.optional().meta({
    description: "At a verified domain; the workspace's default sender where it is not given.",
  }),
  to: Mailboxes,
  cc: Mailboxes.default([]),
  bcc: Mailboxes.default([]),
  replyTo: Mailboxes.default([]),
  subject: line.optional(),
  html: z
    .string()
    .max(MAX_HTML, "The HTML is larger than 2 MB.")
    .optional()
    .meta({ description: "Sent as it is; nothing in it is a merge tag." }),
  template: z
    .strictObject({
      id: idOf("tpl").optional(),
      alias: z.string().max(100).optional(),
      variables: z.record(z.string(), z.json()).default({}),
    })
    .optional()
    .meta({
      description:
        "A published template, by its id or alias, with a value for each of its variables. Instead of `html` and `text`.",
    }),
  text: z
    .string()
    .max(500_000, "The text is larger than 500 KB.")
    .optional()
    .meta({ description: "Made of the HTML where it is not given." }),
  headers: z
    .record(z.string(), line)
    .default({})
    .meta({ description: "Further headers by name, such as In-Reply-To. Those that Homing writes are refused." }),
  tags: Tags.default([]),
  topicId: idOf("lst").optional().meta({
    description: "The list that the mail is about: who has left it does not get it, and can leave it by this mail.",
  }),
  scheduledAt: ScheduledAt.optional(),
  trackOpens: z.boolean().default(false),
  trackClicks: z.boolean().default(false),
};

const Mail = z.strictObject(shape);
type Mail = z.output<typeof Mail>;

const recipientsOf = ({ to, cc, bcc }: Mail) => to.length + cc.length + bcc.length;

/** What concerns several values of a mail. */
function checkMail(mail: Mail, check: z.core.$RefinementCtx<Mail>): void {
  const issue = (path: PropertyKey[], message: string) => check.addIssue({ code: "custom", path, message });
  const count = recipientsOf(mail);
  if (mail.to.length === 0) issue(["to"], "Name at least one recipient.");
  if (count > MAX_RECIPIENTS) issue(["to"], `A mail has at most ${MAX_RECIPIENTS} recipients; here are ${count}.`);
  if (mail.template) checkTemplate(mail, issue);
  else if (!mail.subject?.trim()) issue(["subject"], "Give the mail a subject.");
  if (!mail.template && !mail.html?.trim() && !mail.text?.trim()) issue(["html"], "Give `html`, `text` or `template`.");
  const names = Object.keys(mail.headers);
  if (names.length > 50) {
    issue(["headers"], "Use at most 50 headers.");
    return;
  }
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length)
    issue(["headers"], "A header stands there twice.");
  for (const name of names) {
    const problem = headerProblem(name, mail.topicId !== undefined);
    if (problem) issue(["headers", name], problem);
  }
}

function checkTemplate(
  { template, html, text, subject }: Mail,
  issue: (path: PropertyKey[], message: string) => void,
): void {
  if ((template?.id === undefined) === (template?.alias === undefined))
    issue(["template"], "Name the template by `id` or by `alias`.");
  if (html !== undefined || text !== undefined) issue(["template"], "Give a template, or `html` and `text`, not both.");
  if (subject !== undefined && !subject.trim())
    issue(["subject"], "The subject is empty. Leave it out for the template's.");
}

/** One mail of a batch. */
export const BatchEmail = Mail.superRefine(checkMail);
export type BatchEmail = z.output<typeof BatchEmail>;

export const EmailBatch = z
  .array(BatchEmail)
  .min(1, "Give at least one mail.")
  .max(MAX_BATCH, `Give at most ${MAX_BATCH} mails.`)
  .superRefine((emails, check) => {
    const count = emails.reduce((sum, email) => sum + recipientsOf(email), 0);
    const message = `A call has at most ${MAX_BATCH_RECIPIENTS} recipients; here are ${count}.`;
    if (count > MAX_BATCH_RECIPIENTS) check.addIssue({ code: "custom", path: [], message });
  });

/** One mail, which may have files. */
export const NewEmail = z
  .strictObject({
    ...shape,
    attachments: z.array(Attachment).max(MAX_FILES, `Use at most ${MAX_FILES} files.`).default([]),
  })
  .superRefine((mail, check) => {
    checkMail(mail, check as unknown as z.core.$RefinementCtx<Mail>);
    // One that is wrong itself has no octets here.
    const bytes = mail.attachments.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    const message = `The files have ${bytes} bytes together; a mail takes ${MAX_FILE_BYTES}.`;
    if (bytes > MAX_FILE_BYTES) check.addIssue({ code: "custom", path: ["attachments"], message });
    const inline = mail.attachments.flatMap(({ contentId }) => contentId ?? []);
    if (new Set(inline).size < inline.length)
      check.addIssue({ code: "custom", path: ["attachments"], message: "Two files have the same content_id." });
  });
export type NewEmail = z.output<typeof NewEmail>;

export const EmailRef = z.object({ emailId: idOf("eml") });

/** Where a mail stands, all its recipients taken together. */
export const emailStatuses = ["scheduled", "queued", "sent", "failed", "suppressed", "cancelled"] as const;
export type EmailStatus = (typeof emailStatuses)[number];
