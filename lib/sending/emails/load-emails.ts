import type { Ctx } from "@/lib/base/context";
import { inPgStatement, plainArray } from "@/lib/base/db/pg-transaction";
import type { MailFile } from "@/lib/mail/mime/single-body";
import type { EmailLease } from "./claim-emails";

/** A single mail to one recipient that waits. */
export interface WaitingEmail {
  messageId: string;
  emailId: string;
  email: string;
  emailDomain: string;
  fromName: string;
  fromEmail: string;
  subject: string;
  listId: string | null;
  trackOpens: boolean;
  trackClicks: boolean;
  attachmentCount: number;
  /** When it was to leave first. */
  since: Date;
  html: string | null;
  /** Null when the content is not kept any more. */
  text: string | null;
  /** Of a mail that is passed on as it came: the whole of it, where it is small; see `loadRaw`. */
  raw: Buffer | null;
  /** Its octets; null for a mail that is composed here. */
  rawBytes: number | null;
  details: unknown;
}

/** Mails as they came that are larger than this are loaded one by one, each when its turn has come. */
const MOST_RAW_AT_ONCE = 65_536;

/** The messages of a batch that are not over, in id order, with what their mails say. */
export async function loadEmails(ctx: Ctx, { messageIds }: EmailLease): Promise<WaitingEmail[]> {
  const { rows } = await inPgStatement<WaitingEmail>({ byKey: true }, LOAD, ctx.workspaceId, plainArray(messageIds));
  return rows;
}

const LOAD = `
  select m.id as "messageId", e.id as "emailId", m.email, m.email_domain as "emailDomain", e.from_name as "fromName",
         e.from_email as "fromEmail", e.subject, e.list_id as "listId", e.track_opens as "trackOpens",
         e.track_clicks as "trackClicks", e.attachment_count as "attachmentCount",
         greatest(m.created_at, e.scheduled_at) as since, c.html, c.text, c.details,
         octet_length(c.raw) as "rawBytes", case when octet_length(c.raw) <= ${MOST_RAW_AT_ONCE} then c.raw end as raw
    from message m
    join lateral (
      select r.email_id from email_recipient r where r.workspace_id = $1::uuid and r.message_id = m.id limit 1
    ) r on true
    join lateral (select x.* from email x where x.workspace_id = $1::uuid and x.id = r.email_id limit 1) e on true
    left join lateral (
      select x.html, x.text, x.details, x.raw from email_content x where x.workspace_id = $1::uuid and x.email_id = e.id limit 1
    ) c on true
   where m.workspace_id = $1::uuid and m.id = any($2::uuid[]) and m.status in ('pending', 'deferred')
   order by m.id`;

/** Its octets, where they were not loaded with the others. */
export async function loadRaw(ctx: Ctx, { emailId, raw, rawBytes }: WaitingEmail): Promise<Buffer | null> {
  if (rawBytes === null || raw !== null) return raw;
  const content = await ctx.db.emailContent.findUnique({
    where: { workspaceId_emailId: { workspaceId: ctx.workspaceId, emailId } },
    select: { raw: true },
  });
  return content?.raw ? Buffer.from(content.raw.buffer, content.raw.byteOffset, content.raw.byteLength) : null;
}

/** True for a mail that may take some megabytes. */
export const isLarge = ({ attachmentCount, raw, rawBytes }: WaitingEmail): boolean =>
  attachmentCount > 0 || (rawBytes !== null && raw === null);

/** The files of a mail, in their order. */
export async function loadFiles(ctx: Ctx, emailId: string): Promise<MailFile[]> {
  const rows = await ctx.db.emailAttachment.findMany({
    where: { workspaceId: ctx.workspaceId, emailId },
    select: { fileName: true, contentType: true, contentId: true, data: true },
    orderBy: { position: "asc" },
  });
  return rows.map(({ data, ...file }) => ({
    ...file,
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  }));
}
