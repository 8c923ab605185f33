import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { emailDetails, emailTags } from "@/lib/content/links/email-content";
import { t } from "@/lib/language/t";
import { loadFiles } from "@/lib/sending/emails/load-emails";
import { noteSendsEmails } from "@/lib/sending/emails/queue";
import { type AcceptedEmail, presentAccepted } from "./accept-emails";
import { findOwnEmail } from "./get-email";
import { requireAuthor } from "./require-author";
import { EmailRef } from "./schema";
import { withNewId } from "./with-new-id";
import { type ReadyEmail, writeEmails } from "./write-emails";

/**
 * Sends a mail once more, as a mail of its own with the same content to the same recipients; who must not be mailed now is left out. Call
 * `sayEmailsDue` after the commit. Throws `conflict` when its content is not kept any more, or while it still waits.
 */
export async function resendEmail(ctx: Ctx, input: { emailId: string }): Promise<AcceptedEmail> {
  requirePermission(ctx, "emails.send");
  const { emailId } = EmailRef.parse(input);
  await noteSendsEmails(ctx.workspaceId);
  return inTransaction(ctx, async (tx) => {
    const ready = await copyOf(tx, emailId);
    await requireAuthor(tx, ready.fromEmail, "from");
    const written = await writeEmails(tx, [ready], tx.now());
    const accepted = presentAccepted(ready, new Map(written.map((message) => [message.id, message])));
    await recordAudit(tx, "email.resent", { subjectType: "email", subjectId: emailId, after: { as: accepted.id } });
    return accepted;
  });
}

async function copyOf(tx: Ctx, emailId: string): Promise<ReadyEmail> {
  const { workspaceId } = tx;
  const email = await findOwnEmail(tx, emailId);
  const [content, files, rows] = await Promise.all([
    tx.db.emailContent.findUnique({ where: { workspaceId_emailId: { workspaceId, emailId } } }),
    loadFiles(tx, emailId),
    recipientRows(tx, emailId),
  ]);
  if (!content) throw conflict(t("The content of this mail is not kept any more."));
  if (rows.some(({ isWaiting }) => isWaiting))
    throw conflict(t("This mail still waits: it is not sent a second time before the first."));
  const recipients = rows.flatMap(({ isWaiting: _isWaiting, isErased, ...recipient }) =>
    isErased ? [] : [{ ...recipient, messageId: newId() }],
  );
  if (recipients.length === 0) throw conflict(t("Nobody of its recipients is known any more."));
  return {
    id: newId(),
    mode: email.mode,
    apiKeyId: tx.actor.type === "key" ? tx.actor.keyId : null,
    ...{ fromName: email.fromName, fromEmail: email.fromEmail, subject: email.subject, listId: email.listId },
    ...{ trackOpens: email.trackOpens, trackClicks: email.trackClicks, scheduledAt: null, resendOf: emailId },
    ...{ templateId: email.templateId, templateVersion: email.templateVersion },
    tags: emailTags.read(email.tags),
    via: email.via,
    raw: content.raw === null ? null : withNewId(Buffer.from(content.raw), email.fromEmail),
    html: content.html,
    text: content.text,
    details: emailDetails.read(content.details),
    ...{ files, recipients },
  };
}

type RecipientRow = Omit<ReadyEmail["recipients"][number], "messageId"> & { isWaiting: boolean; isErased: boolean };

const recipientRows = (tx: Ctx, emailId: string) => tx.db.$queryRaw<RecipientRow[]>`
  select r.role, m.email, m.email_normalized as "emailNormalized", m.email_domain as "emailDomain",
         m.status in ('pending', 'deferred', 'sending') as "isWaiting", m.email_normalized like 'erased-%@erased.invalid' as "isErased"
    from email_recipient r
    join message m on m.workspace_id = r.workspace_id and m.id = r.message_id
   where r.workspace_id = ${tx.workspaceId}::uuid and r.email_id = ${emailId}::uuid order by m.id`;
