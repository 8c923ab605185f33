import { z } from "zod";
import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { keyModes } from "@/lib/base/permissions.shared";
import { emailVias, recipientRoles } from "@/lib/content/links/email-content";
import { defineGathered, defineOperation, definePrepared } from "@/lib/edges/api/operation";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { prepareEmails, readyToTake, takeEmails } from "@/lib/emails/accept-emails";
import { cancelEmail } from "@/lib/emails/cancel-email";
import { findEmails } from "@/lib/emails/find-emails";
import { getEmail } from "@/lib/emails/get-email";
import { rescheduleEmail } from "@/lib/emails/reschedule-email";
import { resendEmail } from "@/lib/emails/resend-email";
import { EmailBatch, emailStatuses, MAX_BATCH, MAX_BATCH_RECIPIENTS, NewEmail, ScheduledAt } from "@/lib/emails/schema";
import { messageStatuses } from "@/lib/reports/messages/schema";
import { sayEmailsDue } from "@/lib/sending/emails/queue";
import { asPage, idCursor, idParam, pageOf, pageQuery, Time } from "./shapes";

const group = "Emails";
const EmailParam = z.strictObject({ emailId: idParam("eml") });

const Accepted = z
  .object({
    id: z.string(),
    messages: z
      .array(
        z.object({
          id: z.string(),
          to: z.string(),
          status: z.enum(["pending", "suppressed", "skipped"]),
          skipReason: z.string().nullable().meta({ description: "Why nothing is sent to this recipient." }),
        }),
      )
      .meta({ description: "One for each recipient." }),
  })
  .meta({ id: "AcceptedEmail" });

/** The workers are told once it is committed. */
const after = ({ workspaceId }: KeyCtx) => sayEmailsDue(workspaceId);

const example = {
  to: "ada@example.com",
  subject: "Your receipt",
  html: "<p>Thank you for your order.</p>",
  tags: [{ name: "kind", value: "receipt" }],
};

const rules =
  "It leaves at once, ahead of campaigns, each recipient with a message of its own. Whose mailbox is dead and who has complained gets nothing, and the answer says so; who has only left lists gets it, unless the mail names a topic that they left. Send `Idempotency-Key`: then a call that is repeated never makes a second mail.";

const send = defineGathered({
  id: "sendEmail",
  method: "POST",
  path: "/emails",
  group,
  summary: "Send a mail",
  description: `${rules} A mail of a test key goes to the embedded mailbox only.`,
  scope: "emails.send",
  status: 201,
  body: NewEmail,
  example,
  answer: Accepted,
  after,
  gathering: { prepare: (ctx, { body }) => readyToTake(ctx, body), write: takeEmails },
});

const sendBatch = definePrepared({
  id: "sendEmails",
  method: "POST",
  path: "/emails/batch",
  group,
  summary: `Send up to ${MAX_BATCH} mails`,
  description: `All of them or none: what is wrong is named by its place, such as \`3.to\`. Without files, and with at most ${MAX_BATCH_RECIPIENTS} recipients together. ${rules}`,
  scope: "emails.send",
  status: 201,
  body: EmailBatch,
  example: [example],
  answer: z.object({ data: z.array(Accepted) }),
  after,
  prepare: async (ctx, { body }) => {
    const take = await prepareEmails(ctx, body);
    return async (tx) => ({ data: await take(tx) });
  },
});

const EmailItem = z
  .object({
    id: z.string(),
    mode: z.enum(keyModes),
    via: z.enum(emailVias).meta({ description: "How it came: by a call, or over SMTP." }),
    from: z.string(),
    subject: z.string(),
    tags: z.array(z.object({ name: z.string(), value: z.string() })),
    topicId: z.string().nullable(),
    templateId: z.string().nullable(),
    templateVersion: z.number().int().nullable(),
    trackOpens: z.boolean(),
    trackClicks: z.boolean(),
    status: z.enum(emailStatuses).meta({ description: "All recipients taken together; each message has its own." }),
    scheduledAt: Time.nullable(),
    createdAt: Time,
    resendOf: z.string().nullable(),
    messages: z.array(
      z.object({
        id: z.string().meta({ description: "For `/messages/{message_id}`, with what happened to it." }),
        to: z.string(),
        role: z.enum(recipientRoles),
        status: z.enum(messageStatuses),
        skipReason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "EmailItem" });

const Email = EmailItem.extend({
  to: z.array(z.string()),
  cc: z.array(z.string()),
  replyTo: z.array(z.string()),
  html: z.string().nullable().meta({ description: "Null for a mail without, and when it is not kept any more." }),
  text: z.string().nullable().meta({ description: "Null when it is not kept any more." }),
  attachments: z.array(
    z.object({
      filename: z.string(),
      contentType: z.string(),
      contentId: z.string().nullable(),
      bytes: z.number().int(),
    }),
  ),
}).meta({ id: "Email" });

const Address = z
  .string()
  .max(320)
  .transform((text, check) => {
    const address = readAddress(text);
    if (isEmailAddress(address)) return address.normalized;
    check.addIssue({ code: "custom", message: address.error });
    return z.NEVER;
  });

const Tag = z
  .string()
  .max(513)
  .regex(/^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/, "Give a name and a value, such as kind:receipt.")
  .transform((text) => {
    const [name = "", value = ""] = text.split(":");
    return { name, value };
  });

const list = defineOperation({
  id: "listEmails",
  method: "GET",
  path: "/emails",
  group,
  summary: "List mails",
  description:
    "Newest first, without their contents: to an address, with a tag. With `tag` or `mode` a page may be short, or empty, and have a next one: follow `next_cursor`.",
  scope: "reports.read",
  heavy: true,
  query: z.strictObject({
    ...pageQuery,
    cursor: idCursor("eml"),
    to: Address.optional().meta({ description: "An address.", example: "ada@example.com" }),
    tag: Tag.optional().meta({ description: "A name and a value.", example: "kind:receipt" }),
    mode: z.enum(keyModes).optional(),
  }),
  answer: pageOf(EmailItem),
  run: async (ctx, { query: { limit, cursor, ...filters } }) => {
    const { emails, next } = await findEmails(ctx, { ...filters, after: cursor }, limit);
    return asPage(emails, next);
  },
});

const one = { group, params: EmailParam } as const;

const get = defineOperation({
  ...one,
  id: "getEmail",
  method: "GET",
  path: "/emails/{email_id}",
  summary: "Get a mail",
  scope: "reports.read",
  answer: Email,
  run: (ctx, { params }) => getEmail(ctx, params),
});

const reschedule = defineOperation({
  ...one,
  id: "rescheduleEmail",
  method: "PATCH",
  path: "/emails/{email_id}",
  summary: "Move a mail to another time",
  description: "One of which nothing has left. A time that has passed means at once.",
  scope: "emails.send",
  body: z.strictObject({ scheduledAt: ScheduledAt }),
  example: { scheduled_at: "2026-12-24T09:00:00+01:00" },
  after,
  run: (ctx, { params, body }) => rescheduleEmail(ctx, { ...params, ...body }),
});

const cancel = defineOperation({
  ...one,
  id: "cancelEmail",
  method: "PUT",
  path: "/emails/{email_id}/cancellation",
  summary: "Cancel a mail",
  description: "Who of its recipients still waits gets nothing. A conflict when nobody does.",
  scope: "emails.send",
  run: (ctx, { params }) => cancelEmail(ctx, params),
});

const resend = defineOperation({
  ...one,
  id: "resendEmail",
  method: "POST",
  path: "/emails/{email_id}/resend",
  summary: "Send a mail once more",
  description: "A mail of its own with the same content to the same recipients. Not while the first still waits.",
  scope: "emails.send",
  status: 201,
  answer: Accepted,
  after,
  run: (ctx, { params }) => resendEmail(ctx, params),
});

export const emailOperations = [send, sendBatch, list, get, reschedule, cancel, resend];
