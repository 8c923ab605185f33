import { referencesLines } from "@/lib/inbound/replies/thread";
import type { Mailbox } from "@/lib/mail/mime/address";
import { asciiDomain, formatMailbox } from "@/lib/mail/mime/address";
import { encodeUnstructured } from "@/lib/mail/mime/encoded-words";
import { type ComposedMessage, formatDate } from "@/lib/mail/mime/mime";
import { encodeQuotedPrintable } from "@/lib/mail/mime/quoted-printable";

export interface ForwardedReply {
  /** UUID of the reply; becomes the left side of Message-ID. */
  id: string;
  domain: string;
  from: Mailbox;
  to: Mailbox;
  /** The person who answered: an answer to this mail goes straight to them. */
  replyTo: Mailbox;
  subject: string;
  text: string;
  /** Message-IDs that it belongs to, without angle brackets. */
  references: readonly string[];
  /** A signed address of the workspace: whoever reads mail for us knows by it that this one was ours. */
  loopMark: string;
  date: Date;
  /** The answer as it came. */
  original: Uint8Array;
}

const BOUNDARY = "=_homing_reply";

/**
 * A new mail that carries a person's answer (RFC 5322): their words as text, the mail as it came attached, and answers going to the person.
 * It says of itself that a program made it (RFC 3834 §5), so that no absence note is sent to them, and bears a loop mark.
 */
export function composeForward(reply: ForwardedReply): ComposedMessage {
  const from = formatMailbox(reply.from, "From: ".length);
  const to = formatMailbox(reply.to, "To: ".length);
  const replyTo = formatMailbox(reply.replyTo, "Reply-To: ".length);
  const lines = [
    `Message-ID: <${reply.id}@${asciiDomain(reply.domain)}>`,
    `Date: ${formatDate(reply.date)}`,
    `From: ${from.text}`,
    `To: ${to.text}`,
    `Reply-To: ${replyTo.text}`,
    `Subject: ${encodeUnstructured("Subject", reply.subject)}`,
    ...referencesLines(reply.references),
    "Auto-Submitted: auto-generated",
    `X-Loop: ${reply.loopMark}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
  ];
  return {
    headers: `${lines.join("\r\n")}\r\n`,
    body: bodyOf(reply),
    smtpUtf8: from.smtpUtf8 || to.smtpUtf8 || replyTo.smtpUtf8,
  };
}

function bodyOf({ text, original }: ForwardedReply): Buffer {
  const attached = attachment(original);
  return Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`,
    ),
    encodeQuotedPrintable(text),
    Buffer.from(`\r\n--${BOUNDARY}\r\n${attached.head}\r\n\r\n`),
    attached.body,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

const maxLine = 998;

/**
 * message/rfc822 must not be encoded (RFC 2046 §5.2.1), so a mail that no mail system would have to carry as it is (lines over 998 octets,
 * NUL, our boundary inside) goes as a file instead.
 */
function attachment(raw: Uint8Array): { head: string; body: Buffer } {
  const text = Buffer.from(raw)
    .toString("latin1")
    .replace(/\r\n|\r|\n/g, "\r\n");
  const unfit =
    text.includes("\0") || text.includes(BOUNDARY) || text.split("\r\n").some((line) => line.length > maxLine);
  const name = 'Content-Disposition: attachment; filename="reply.eml"';
  if (unfit) {
    const body = Buffer.from(raw).toString("base64").replace(/.{76}/g, "$&\r\n");
    const head = `Content-Type: application/octet-stream; name="reply.eml"\r\n${name}\r\nContent-Transfer-Encoding: base64`;
    return { head, body: Buffer.from(body, "latin1") };
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: whether there is anything but ASCII is the question
  const encoding = /^[\x00-\x7f]*$/.test(text) ? "7bit" : "8bit";
  const head = `Content-Type: message/rfc822\r\n${name}\r\nContent-Transfer-Encoding: ${encoding}`;
  return { head, body: Buffer.from(text, "latin1") };
}
