import { asciiDomain, formatMailbox, formatPhrase, type Mailbox } from "./address";
import { cleanHeaderText, encodeUnstructured } from "./encoded-words";
import { encodeQuotedPrintable } from "./quoted-printable";
import { messageIdLeft } from "./verp";

/** One e-mail to one recipient, before it is composed. */
export interface OutgoingMail {
  /** UUID of the message; becomes the left side of Message-ID, signed. */
  id: string;
  /** Domain of Message-ID: the sending domain. */
  domain: string;
  from: Mailbox;
  to: Mailbox;
  replyTo?: Mailbox | null;
  subject: string;
  html: string;
  text: string;
  date: Date;
  /** RFC 2919: `id` is `list.domain`-like and stable, `name` is for people. */
  listId?: { name: string; id: string } | null;
  /** RFC 2369 and RFC 8058: an HTTPS address that answers POST, and a mailbox. */
  listUnsubscribe?: { oneClickUrl?: string | null; mailto?: string | null } | null;
  /** Gmail's `a:b:c:SenderId`, never anything about one recipient. */
  feedbackId?: string | null;
  /** Further headers, ASCII tokens as names. Values are cleaned and encoded. */
  headers?: readonly { name: string; value: string }[];
}

/** A composed message. Header part and body stay apart so that a signer can put its lines on top. */
export interface ComposedMessage {
  /** All header lines, each ended by CRLF, without the empty line. */
  headers: string;
  body: Buffer;
  /** True when an address needs SMTPUTF8 (RFC 6531). */
  smtpUtf8: boolean;
}

/**
 * Boundary of the two alternatives. Quoted-printable text never holds "=_" ("=" is always followed by hex or a line
 * end), so this fixed string cannot occur in a part, and the body is the same bytes for the same content.
 */
const BOUNDARY = "=_homing_alternative";
export const CONTENT_TYPE = `multipart/alternative; boundary="${BOUNDARY}"`;
/** What stands before the text, between text and HTML, and at the end of the body. */
export const TEXT_HEAD = partHead("text/plain");
export const HTML_HEAD = partHead("text/html");
export const BODY_END = Buffer.from(`\r\n--${BOUNDARY}--\r\n`, "latin1");

/**
 * Composes a multipart/alternative message (RFC 5322, 2045, 2047, 2369, 2919, 8058) with one recipient. Every value is
 * cleaned of line breaks, so no input can add a header. Throws MailAddressError for an address nobody could mail.
 */
export function composeMessage(mail: OutgoingMail): ComposedMessage {
  const from = formatMailbox(mail.from, "From: ".length);
  const to = formatMailbox(mail.to, "To: ".length);
  const replyTo = mail.replyTo ? formatMailbox(mail.replyTo, "Reply-To: ".length) : null;
  const lines = [
    `Message-ID: <${messageIdLeft(mail.id)}@${asciiDomain(mail.domain)}>`,
    `Date: ${formatDate(mail.date)}`,
    `From: ${from.text}`,
    `To: ${to.text}`,
    ...(replyTo ? [`Reply-To: ${replyTo.text}`] : []),
    `Subject: ${encodeUnstructured("Subject", mail.subject)}`,
    ...listHeaders(mail),
    ...(mail.feedbackId ? [`Feedback-ID: ${feedbackId(mail.feedbackId)}`] : []),
    ...(mail.headers ?? []).map(customHeader),
    "MIME-Version: 1.0",
    `Content-Type: ${CONTENT_TYPE}`,
  ];
  return {
    headers: `${lines.join("\r\n")}\r\n`,
    body: composeBody(mail.text, mail.html),
    smtpUtf8: from.smtpUtf8 || to.smtpUtf8 || (replyTo?.smtpUtf8 ?? false),
  };
}

/** The message as it goes on the wire, with `extraHeaders` (signatures, ended by CRLF) on top. */
export function toRawMessage(message: ComposedMessage, extraHeaders = ""): Buffer {
  return Buffer.concat([Buffer.from(`${extraHeaders}${message.headers}\r\n`, "utf8"), message.body]);
}

/** RFC 5322 §3.3 date in UTC, as `Sun, 22 Nov 2026 23:30:00 +0000`. The last second is remembered. */
export function formatDate(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== lastDate.second) {
    lastDate.second = second;
    lastDate.text = date.toUTCString().replace("GMT", "+0000");
  }
  return lastDate.text;
}

const lastDate = { second: Number.NaN, text: "" };

function composeBody(text: string, html: string): Buffer {
  return Buffer.concat([TEXT_HEAD, encodeQuotedPrintable(text), HTML_HEAD, encodeQuotedPrintable(html), BODY_END]);
}

function partHead(type: "text/plain" | "text/html"): Buffer {
  const lead = type === "text/plain" ? "" : "\r\n";
  return Buffer.from(
    `${lead}--${BOUNDARY}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`,
    "latin1",
  );
}

/** The header lines by which a recipient leaves a list. */
export function listHeaders(mail: Pick<OutgoingMail, "listId" | "listUnsubscribe">): string[] {
  const lines: string[] = [];
  if (mail.listId) lines.push(`List-Id: ${listIdValue(mail.listId)}`);
  const targets = [
    mail.listUnsubscribe?.oneClickUrl,
    mail.listUnsubscribe?.mailto ? `mailto:${mail.listUnsubscribe.mailto}` : null,
  ].filter((target): target is string => Boolean(target));
  if (targets.length === 0) return lines;
  lines.push(`List-Unsubscribe: ${targets.map((target) => `<${headerUrl(target)}>`).join(",\r\n ")}`);
  if (mail.listUnsubscribe?.oneClickUrl) lines.push("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  return lines;
}

/** RFC 2919: the name as a phrase, the id in angle brackets. */
export function listIdValue({ name, id }: { name: string; id: string }): string {
  const phrase = formatPhrase(name, "List-Id: ".length);
  return `${phrase ? `${phrase}\r\n ` : ""}<${asciiDomain(id)}>`;
}

/** Feedback-ID has no encoding of its own: only visible ASCII. */
export function feedbackId(value: string): string {
  return cleanHeaderText(value).replace(/[^\x21-\x7e]/g, "");
}

/** Angle brackets, white space and anything outside ASCII percent-encoded, so that the URL stays one URL. */
export function headerUrl(url: string): string {
  if (!/[^\x21-\x7e]|[<>",]/.test(url)) return url;
  return url.toWellFormed().replace(/[^\x21-\x7e]|[<>",]/g, (character) => encodeURIComponent(character));
}

/** A header line of its own. Throws a RangeError for what is no name; values are cleaned and encoded. */
export function customHeader({ name, value }: { name: string; value: string }): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,125}$/.test(name)) throw new RangeError(`"${name}" is not a header name.`);
  return `${name}: ${encodeUnstructured(name, value)}`;
}
