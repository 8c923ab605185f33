import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import type { KeyMode } from "@/lib/base/permissions.shared";
import { type EmailDetails, type EmailVia, emailDetails, type RecipientRole } from "@/lib/content/links/email-content";
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
  via: EmailVia;
  /** The whole mail, where it is passed on as it came; then `html` is null. */
  raw: Buffer | null;
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
 * Writes mails down at a time, with a message for each recipient: who must not be mailed has one with the reason, everybody else is in the
 * queue. All of it in one statement, so that nothing is half there.
 */
export async function writeEmails(tx: SqlTx, emails: readonly ReadyEmail[], now: Date): Promise<WrittenMessage[]> {
  const octets = new Octets();
  return tx.db.$queryRawUnsafe<WrittenMessage[]>(
    WRITE,
    tx.workspaceId,
    JSON.stringify(emails.map((email) => emailRow(email, octets))),
    JSON.stringify(emails.flatMap(recipientRows)),
    JSON.stringify(emails.flatMap((email) => fileRows(email, octets))),
    now,
    octets.together(),
  );
}

/** What became of those that are written already, with the mail of each; none of mails that are new. */
export async function findWritten(
  tx: SqlTx,
  emails: readonly ReadyEmail[],
): Promise<(WrittenMessage & { emailId: string })[]> {
  return tx.db.$queryRawUnsafe(
    `select r.email_id as "emailId", m.id, case when m.status in ('suppressed', 'skipped') then m.status else 'pending' end as status,
            case when m.status in ('suppressed', 'skipped') then m.skip_reason end as "skipReason"
       from email_recipient r
       join message m on m.workspace_id = $1::uuid and m.id = r.message_id and m.id = any($3::uuid[])
      where r.workspace_id = $1::uuid and r.email_id = any($2::uuid[])`,
    tx.workspaceId,
    plainArray(emails.map(({ id }) => id)),
    plainArray(emails.flatMap(({ recipients }) => recipients.map(({ messageId }) => messageId))),
  );
}

/** What mails say and their files, as one parameter that nobody has to parse: as JSON two megabytes of HTML cost more than all else. */
class Octets {
  readonly #pieces: Buffer[] = [];
  #length = 0;

  /** Answers where it stands, the first octet being 1, and how long it is. */
  add(piece: Buffer): [at: number, bytes: number] {
    const at = this.#length + 1;
    this.#pieces.push(piece);
    this.#length += piece.length;
    return [at, piece.length];
  }

  together(): Buffer {
    return Buffer.concat(this.#pieces, this.#length);
  }
}

function emailRow({ recipients: _recipients, files, details, html, text, raw, ...email }: ReadyEmail, octets: Octets) {
  const [htmlAt, htmlBytes] = html === null ? [null, null] : octets.add(Buffer.from(html));
  const [textAt, textBytes] = octets.add(Buffer.from(text));
  const [rawAt, rawBytes] = raw === null ? [null, null] : octets.add(raw);
  const places = { htmlAt, htmlBytes, textAt, textBytes, rawAt, rawBytes };
  return { ...email, details: emailDetails.write(details), files: files.length, ...places };
}

const recipientRows = ({ id: emailId, mode, listId, scheduledAt, recipients }: ReadyEmail) =>
  recipients.map((recipient) => ({ ...recipient, ...{ emailId, mode, listId, scheduledAt } }));

const fileRows = ({ id: emailId, files }: ReadyEmail, octets: Octets) =>
  files.map(({ data, ...file }, position) => {
    const [at, bytes] = octets.add(data);
    return { ...file, emailId, position, at, bytes };
  });

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
           "htmlAt" int, "htmlBytes" int, "textAt" int, "textBytes" int, "rawAt" int, "rawBytes" int, via text, details jsonb, tags jsonb, "listId" uuid, "trackOpens" boolean, "trackClicks" boolean,
           "scheduledAt" timestamptz, "resendOf" uuid, "templateId" uuid, "templateVersion" int, files int)
  ), emails as (
    insert into email (workspace_id, id, api_key_id, mode, from_name, from_email, subject, tags, list_id, template_id, template_version, track_opens, track_clicks,
           attachment_count, scheduled_at, resend_of, via, created_at)
    select $1::uuid, id, "apiKeyId", mode, "fromName", "fromEmail", subject, tags, "listId", "templateId", "templateVersion", "trackOpens", "trackClicks",
           files, "scheduledAt", "resendOf", via, $5::timestamptz from mails
  ), contents as (
    insert into email_content (workspace_id, email_id, html, text, raw, details, created_at)
    select $1::uuid, id, convert_from(substr($6::bytea, "htmlAt", "htmlBytes"), 'UTF8'),
           convert_from(substr($6::bytea, "textAt", "textBytes"), 'UTF8'), substr($6::bytea, "rawAt", "rawBytes"), details, $5::timestamptz from mails
  ), files as (
    insert into email_attachment (workspace_id, email_id, position, file_name, content_type, content_id, data, created_at)
    select $1::uuid, f."emailId", f.position, f."fileName", f."contentType", f."contentId", substr($6::bytea, f."at", f.bytes), $5::timestamptz
      from json_to_recordset($4::json) as f("emailId" uuid, position int, "fileName" text, "contentType" text, "contentId" text, "at" int, bytes int)
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
