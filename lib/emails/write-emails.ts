import type { Ctx } from "@/lib/base/context";
import { inPgStatement } from "@/lib/base/db/pg-transaction";
import type { KeyMode } from "@/lib/base/permissions.shared";
import { type EmailDetails, emailDetails, type RecipientRole } from "@/lib/content/links/email-content";
import { blockedReasonText } from "@/lib/sending/emails/blocked-reason";
import type { AttachedFile } from "./attachment";

/** A mail that is ready to be written down. Ids are UUIDs. */
export interface ReadyEmail {
  id: string;
  mode: KeyMode;
  apiKeyId: string | null;
  fromName: string;
  fromEmail: string;
  subject: string;
  html: string | null;
  text: string;
  details: EmailDetails;
  tags: Readonly<Record<string, string>>;
  listId: string | null;
  templateId: string | null;
  templateVersion: number | null;
  trackOpens: boolean;
  trackClicks: boolean;
  scheduledAt: Date | null;
  resendOf: string | null;
  files: readonly AttachedFile[];
  recipients: readonly ReadyRecipient[];
}

export interface ReadyRecipient {
  messageId: string;
  role: RecipientRole;
  email: string;
  emailNormalized: string;
  emailDomain: string;
}

/** What became of a recipient: `pending`, or why nothing will be sent. */
export interface WrittenMessage {
  id: string;
  status: "pending" | "suppressed" | "skipped";
  skipReason: string | null;
}

/**
 * Writes mails down, with a message for each recipient: who must not be mailed has one with the reason, everybody else is in the queue. All of
 * it in one statement, so that nothing is half there; in the transaction that runs, if one does.
 */
export async function writeEmails(ctx: Ctx, emails: readonly ReadyEmail[]): Promise<WrittenMessage[]> {
  const now = ctx.now();
  const values = [
    ctx.workspaceId,
    JSON.stringify(emails.map(emailRow)),
    JSON.stringify(emails.flatMap(recipientRows)),
    JSON.stringify(emails.flatMap(fileRows)),
    now,
  ];
  const isAlone = "$transaction" in ctx.db;
  if (isAlone) return (await inPgStatement<WrittenMessage>({}, WRITE, ...values)).rows;
  return ctx.db.$queryRawUnsafe<WrittenMessage[]>(WRITE, ...values);
}

const emailRow = ({ recipients: _recipients, files, details, ...email }: ReadyEmail) => ({
  ...email,
  details: emailDetails.write(details),
  files: files.length,
});

const recipientRows = ({ id: emailId, mode, listId, scheduledAt, recipients }: ReadyEmail) =>
  recipients.map((recipient) => ({ ...recipient, ...{ emailId, mode, listId, scheduledAt } }));

const fileRows = ({ id: emailId, files }: ReadyEmail) =>
  files.map(({ data, ...file }, position) => ({ ...file, emailId, position, data: data.toString("base64") }));

const WRITE = `
  with given as materialized (
    select g.*, (select c.id from contact c where c.workspace_id = $1::uuid and c.email_normalized = g."emailNormalized" limit 1) as contact
      from json_to_recordset($3::json) as g("messageId" uuid, "emailId" uuid, role text, mode text, email text, "emailNormalized" text,
           "emailDomain" text, "listId" uuid, "scheduledAt" timestamptz)
  ), judged as materialized (
    select g.*, ${blockedReasonText({ email: 'g."emailNormalized"', list: 'g."listId"', contact: "g.contact", now: "$5::timestamptz" })} as reason
      from given g
  ), mails as materialized (
    select * from json_to_recordset($2::json) as e(id uuid, mode text, "apiKeyId" uuid, "fromName" text, "fromEmail" text, subject text,
           html text, text text, details jsonb, tags jsonb, "listId" uuid, "trackOpens" boolean, "trackClicks" boolean,
           "scheduledAt" timestamptz, "resendOf" uuid, "templateId" uuid, "templateVersion" int, files int)
  ), emails as (
    insert into email (workspace_id, id, api_key_id, mode, from_name, from_email, subject, tags, list_id, template_id, template_version, track_opens, track_clicks,
           attachment_count, scheduled_at, resend_of, created_at)
    select $1::uuid, id, "apiKeyId", mode, "fromName", "fromEmail", subject, tags, "listId", "templateId", "templateVersion", "trackOpens", "trackClicks",
           files, "scheduledAt", "resendOf", $5::timestamptz from mails
  ), contents as (
    insert into email_content (workspace_id, email_id, html, text, details, created_at)
    select $1::uuid, id, html, text, details, $5::timestamptz from mails
  ), files as (
    insert into email_attachment (workspace_id, email_id, position, file_name, content_type, content_id, data, created_at)
    select $1::uuid, f."emailId", f.position, f."fileName", f."contentType", f."contentId", decode(f.data, 'base64'), $5::timestamptz
      from json_to_recordset($4::json) as f("emailId" uuid, position int, "fileName" text, "contentType" text, "contentId" text, data text)
  ), recipients as (
    insert into email_recipient (workspace_id, message_id, email_id, role)
    select $1::uuid, "messageId", "emailId", role from judged
  ), queued as (
    insert into email_queue (workspace_id, message_id, mode, due_at)
    select $1::uuid, "messageId", mode, greatest("scheduledAt", $5::timestamptz) from judged where reason is null
  )
  insert into message (workspace_id, id, kind, contact_id, email, email_normalized, email_domain, status, skip_reason, created_at)
  select $1::uuid, "messageId", case when mode = 'test' then 'test' else 'transactional' end, contact, email, "emailNormalized", "emailDomain",
         case when reason is null then 'pending' when reason like 'suppressed%' then 'suppressed' else 'skipped' end, reason, $5::timestamptz
    from judged
  returning id, status, skip_reason as "skipReason"`;
