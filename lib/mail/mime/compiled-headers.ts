import { asciiDomain, formatMailbox, type Mailbox, type WireAddress } from "./address";
import { relaxedHeader } from "./dkim-canonical";
import { encodeUnstructured } from "./encoded-words";
import { CONTENT_TYPE, feedbackId, formatDate, headerUrl, listIdValue } from "./mime";
import { messageIdLeft } from "./verp";

const CRLF = Buffer.from("\r\n", "latin1");

/** What the headers of all messages of one content share. */
export interface SharedHeaders {
  from: Mailbox;
  replyTo: Mailbox | null;
  /** Domain of Message-ID: the sending domain. */
  domain: string;
  listId: { name: string; id: string };
  feedbackId: string;
}

/** What they do not share. */
export interface OwnHeaders {
  id: string;
  to: Mailbox;
  subject: string;
  date: Date;
  oneClickUrl: string;
  unsubscribeMailto: string;
}

/** Header lines as they are written and in relaxed canonical form, each ended by CRLF. */
interface Lines {
  written: Buffer;
  canonical: string;
}

/** The headers of one message with the empty line after them. */
export interface MessageHeaders {
  to: WireAddress;
  /** In the order in which they are written: ready octets, and lines of this message. */
  parts: readonly (Buffer | string)[];
  /** What is signed of them: the relaxed canonical form, without the empty line. */
  canonical: () => string;
}

/** The shared lines, in the order in which DKIM signs them; between them stand the lines of one message. */
export interface CompiledHeaders {
  from: Lines;
  middle: Lines;
  end: Lines;
  domain: string;
  smtpUtf8: boolean;
  /** Names of all headers that a message will have. */
  names: ReadonlySet<string>;
}

/** Formats what is shared, once. Throws MailAddressError when the sender cannot be written. */
export function compileHeaders(shared: SharedHeaders): CompiledHeaders {
  const from = formatMailbox(shared.from, "From: ".length);
  const replyTo = shared.replyTo ? formatMailbox(shared.replyTo, "Reply-To: ".length) : null;
  return {
    from: lines([["From", from.text]]),
    middle: lines([
      ...(replyTo ? [["Reply-To", replyTo.text] as const] : []),
      ["MIME-Version", "1.0"],
      ["Content-Type", CONTENT_TYPE],
      ["List-Id", listIdValue(shared.listId)],
    ]),
    end: lines([
      ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"],
      ["Feedback-ID", feedbackId(shared.feedbackId)],
    ]),
    domain: asciiDomain(shared.domain),
    smtpUtf8: from.smtpUtf8 || (replyTo?.smtpUtf8 ?? false),
    names: new Set([
      ...["from", "to", "subject", "date", "message-id", "mime-version", "content-type", "list-id"],
      ...["list-unsubscribe", "list-unsubscribe-post", "feedback-id"],
      ...(replyTo ? ["reply-to"] : []),
    ]),
  };
}

/** The headers of one message. Throws MailAddressError. */
export function messageHeaders(shared: CompiledHeaders, own: OwnHeaders): MessageHeaders {
  const to = formatMailbox(own.to, "To: ".length);
  const subject = encodeUnstructured("Subject", own.subject);
  const date = formatDate(own.date);
  const messageId = `<${messageIdLeft(own.id)}@${shared.domain}>`;
  const oneClick = `<${headerUrl(own.oneClickUrl)}>`;
  const mailto = `<mailto:${headerUrl(own.unsubscribeMailto)}>`;
  const { from, middle, end } = shared;
  return {
    to,
    parts: [
      from.written,
      `To: ${to.text}\r\nSubject: ${subject}\r\nDate: ${date}\r\nMessage-ID: ${messageId}\r\n`,
      middle.written,
      `List-Unsubscribe: ${oneClick},\r\n ${mailto}\r\n`,
      end.written,
      CRLF,
    ],
    canonical: () =>
      `${from.canonical}${canonical("To", to.text)}${canonical("Subject", subject)}date:${date}\r\n` +
      `message-id:${messageId}\r\n${middle.canonical}list-unsubscribe:${oneClick}, ${mailto}\r\n${end.canonical}`,
  };
}

function lines(fields: readonly (readonly [string, string])[]): Lines {
  return {
    written: Buffer.from(fields.map(([name, value]) => `${name}: ${value}\r\n`).join(""), "utf8"),
    canonical: fields.map(([name, value]) => canonical(name, value)).join(""),
  };
}

function canonical(name: string, value: string): string {
  // Values are clean but for their folds, and the blanks of a quoted local part.
  if (!/\r\n| {2}/.test(value)) return `${name.toLowerCase()}:${value}\r\n`;
  return `${relaxedHeader(`${name}: ${value}`)}\r\n`;
}
