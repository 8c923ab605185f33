import type { Ctx } from "@/lib/base/context";
import type { Email } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import {
  type EmailDetails,
  type EmailVia,
  emailDetails,
  emailTags,
  type RecipientRole,
} from "@/lib/content/links/email-content";
import { plainMailbox } from "@/lib/mail/mime/address";
import { readShown } from "@/lib/mail/read/read-shown";
import type { MessageStatus } from "@/lib/reports/messages/schema";
import { type EmailMessage, emailStatusOf } from "./email-status";
import { EmailRef, type EmailStatus } from "./schema";

/** One recipient of a mail. Ids are public. */
export interface EmailMessageView {
  id: string;
  to: string;
  role: RecipientRole;
  status: MessageStatus;
  skipReason: string | null;
}

/** A mail as programs see it. Ids are public, times ISO 8601. */
export interface EmailView {
  id: string;
  mode: "live" | "test";
  /** How it came; over SMTP its content is read from the mail as it was composed elsewhere. */
  via: EmailVia;
  from: string;
  to: string[];
  cc: string[];
  replyTo: string[];
  subject: string;
  /** Null when the content is not kept any more, as `text`. */
  html: string | null;
  text: string | null;
  attachments: { filename: string; contentType: string; contentId: string | null; bytes: number }[];
  tags: { name: string; value: string }[];
  topicId: string | null;
  templateId: string | null;
  templateVersion: number | null;
  trackOpens: boolean;
  trackClicks: boolean;
  status: EmailStatus;
  scheduledAt: string | null;
  createdAt: string;
  resendOf: string | null;
  messages: EmailMessageView[];
}

/** The mail of this workspace, or `not_found`. */
export async function findEmail(ctx: Ctx, id: string): Promise<Email> {
  const email = await ctx.db.email.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!email) throw notFound("email");
  return email;
}

/**
 * The same for changing it: a key has the mails of its own mode only, or a test would stop what people wait for, and where it is held to a
 * domain those from there.
 */
export async function findOwnEmail(ctx: Ctx, id: string): Promise<Email> {
  const email = await findEmail(ctx, id);
  const { actor } = ctx;
  if (actor.type !== "key") return email;
  const isOwn = actor.domain === null || email.fromEmail.toLowerCase().endsWith(`@${actor.domain}`);
  if (actor.mode !== email.mode || !isOwn) throw notFound("email");
  return email;
}

/** The messages of mails, in the order of their ids. */
export async function messagesOf(ctx: Ctx, emailIds: readonly string[]): Promise<EmailMessage[]> {
  return ctx.db.$queryRaw<EmailMessage[]>`
    select r.email_id as "emailId", r.role, m.id, m.email, m.status, m.skip_reason as "skipReason",
           m.bounced_at as "bouncedAt", m.sent_at as "sentAt", m.delivered_at as "deliveredAt"
      from email_recipient r
      join message m on m.workspace_id = r.workspace_id and m.id = r.message_id
     where r.workspace_id = ${ctx.workspaceId}::uuid and r.email_id = any(${[...emailIds]}::uuid[])
     order by m.id`;
}

/** One mail with its content and its recipients, or `not_found`. */
export async function getEmail(ctx: Ctx, input: { emailId: string }): Promise<EmailView> {
  requirePermission(ctx, "reports.read");
  const { emailId } = EmailRef.parse(input);
  const { workspaceId } = ctx;
  const email = await findEmail(ctx, emailId);
  const [content, attachments, messages] = await Promise.all([
    ctx.db.emailContent.findUnique({ where: { workspaceId_emailId: { workspaceId, emailId } } }),
    ctx.db.$queryRaw<EmailView["attachments"]>`
      select file_name as filename, content_type as "contentType", content_id as "contentId", octet_length(data) as bytes
        from email_attachment where workspace_id = ${workspaceId}::uuid and email_id = ${emailId}::uuid order by position`,
    messagesOf(ctx, [emailId]),
  ]);
  const details = emailDetails.readOrNull(content?.details);
  const said = content?.raw
    ? await readShown(content.raw)
    : { html: content?.html ?? null, text: content?.text ?? null };
  return {
    ...presentEmail(email, messages, ctx.now()),
    ...headersOf(details, messages),
    attachments,
    ...said,
  };
}

/** What is known of a mail without its content. */
export function presentEmail(email: Email, messages: readonly EmailMessage[], now: Date) {
  return {
    id: publicId("eml", email.id),
    mode: email.mode,
    via: email.via,
    from: plainMailbox({ name: email.fromName, address: email.fromEmail }),
    subject: email.subject,
    tags: Object.entries(emailTags.read(email.tags)).map(([name, value]) => ({ name, value })),
    topicId: email.listId && publicId("lst", email.listId),
    templateId: email.templateId && publicId("tpl", email.templateId),
    templateVersion: email.templateVersion,
    trackOpens: email.trackOpens,
    trackClicks: email.trackClicks,
    status: emailStatusOf(email, messages, now),
    scheduledAt: email.scheduledAt?.toISOString() ?? null,
    createdAt: email.createdAt.toISOString(),
    resendOf: email.resendOf && publicId("eml", email.resendOf),
    messages: messages.map(({ id, email: to, role, status, skipReason }) => {
      return { id: publicId("msg", id), ...{ to, role, status, skipReason } };
    }),
  };
}

/** The headers as they were given; once the content is gone, the addresses alone. */
function headersOf(details: EmailDetails | null, messages: readonly EmailMessage[]) {
  const shown = (role: "to" | "cc") =>
    details ? details[role].map(plainMailbox) : messages.filter((each) => each.role === role).map(({ email }) => email);
  return { to: shown("to"), cc: shown("cc"), replyTo: details?.replyTo.map(plainMailbox) ?? [] };
}
