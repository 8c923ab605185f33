import { systemCtx } from "@/lib/base/context";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import { sendEmails } from "@/lib/sending/emails/send-emails";

/** A worker of its own process, to be killed: sends the single mails of a workspace to an SMTP server until none are due. */
const [workspaceId = "", smtpUrl = ""] = process.argv.slice(2);
const ctx = systemCtx(workspaceId, "sending.send-emails");
const transport = new SmtpTransport(parseSmtpUrl(smtpUrl));
while (await sendEmails(ctx, { openTransport: () => transport }));
process.exit(0);
