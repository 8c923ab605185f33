import { randomUUID } from "node:crypto";
import { codesOf } from "@/lib/feedback/classify/classify";

export interface ReturnedMail {
  raw: Buffer;
  recipient: string;
  envelopeFrom: string;
  receivedAt: Date;
}

const mta = "mx.mailbox.homing.test";

/** Headers of the original mail, which is what RET=HDRS asks for (RFC 3461). */
function headersOf(raw: Buffer): string {
  const end = raw.indexOf("\r\n\r\n");
  return raw.toString("utf8", 0, end < 0 ? raw.length : end);
}

/** A delivery status notification as a receiving system writes it (RFC 3464 in RFC 6522), with the headers returned. */
export function buildDsn(mail: ReturnedMail, reply: string, now = new Date()): Buffer {
  const boundary = `=_${randomUUID()}`;
  const { enhanced } = codesOf({ text: reply });
  const lines = [
    `From: Mail Delivery System <mailer-daemon@${mta}>`,
    `To: <${mail.envelopeFrom}>`,
    "Subject: Undelivered Mail Returned to Sender",
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomUUID()}@${mta}>`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    `This is the mail system at host ${mta}.`,
    "",
    "I'm sorry to have to inform you that your message could not be delivered to one or more recipients.",
    "",
    `<${mail.recipient}>: ${reply}`,
    "",
    `--${boundary}`,
    "Content-Type: message/delivery-status",
    "",
    `Reporting-MTA: dns; ${mta}`,
    `Arrival-Date: ${mail.receivedAt.toUTCString().replace("GMT", "+0000")}`,
    "",
    `Final-Recipient: rfc822; ${mail.recipient}`,
    "Action: failed",
    `Status: ${enhanced ?? "5.0.0"}`,
    `Diagnostic-Code: smtp; ${reply}`,
    "",
    `--${boundary}`,
    "Content-Type: text/rfc822-headers",
    "",
    headersOf(mail.raw),
    "",
    `--${boundary}--`,
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}

/** An abuse report as a feedback loop sends it (RFC 5965): the recipient is redacted, as most providers do. */
export function buildArf(mail: ReturnedMail, to: string, now = new Date()): Buffer {
  const boundary = `=_${randomUUID()}`;
  const domain = mail.envelopeFrom.split("@")[1] ?? "unknown";
  const lines = [
    "From: <feedbackloop@fbl.mailbox.homing.test>",
    `To: <${to}>`,
    "Subject: Abuse report",
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomUUID()}@fbl.mailbox.homing.test>`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=feedback-report;\r\n boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "This is an email abuse report: a recipient marked the message below as spam.",
    "",
    `--${boundary}`,
    "Content-Type: message/feedback-report",
    "",
    "Feedback-Type: abuse",
    "User-Agent: Homing-Mailbox/1.0",
    "Version: 1",
    `Original-Mail-From: <${mail.envelopeFrom}>`,
    `Arrival-Date: ${mail.receivedAt.toUTCString().replace("GMT", "+0000")}`,
    `Reported-Domain: ${domain}`,
    "",
    `--${boundary}`,
    "Content-Type: text/rfc822-headers",
    "",
    headersOf(mail.raw).replaceAll(mail.recipient, "redacted@redacted.invalid"),
    "",
    `--${boundary}--`,
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}
