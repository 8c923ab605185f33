import { asciiDomain, formatMailbox, type Mailbox } from "./address";
import { encodeUnstructured } from "./encoded-words";
import { type ComposedMessage, customHeader, feedbackId, formatDate, listHeaders, type OutgoingMail } from "./mime";
import { type SingleContent, singleBody } from "./single-body";
import { messageIdLeft } from "./verp";

/** A mail that is made for itself alone: its headers may name several people, whoever the envelope names. */
export interface SingleMail
  extends SingleContent,
    Pick<OutgoingMail, "id" | "domain" | "from" | "subject" | "date" | "listUnsubscribe" | "feedbackId"> {
  to: readonly Mailbox[];
  cc: readonly Mailbox[];
  replyTo: readonly Mailbox[];
  headers: readonly { name: string; value: string }[];
}

/**
 * Composes such a mail (RFC 5322). Every value is cleaned of line breaks, so no input can add a header. Throws
 * MailAddressError for an address nobody could mail, RangeError for a header's name that is none.
 */
export function composeSingleMail(mail: SingleMail): ComposedMessage {
  const from = formatMailbox(mail.from, "From: ".length);
  const to = mailboxes("To", mail.to);
  const cc = mailboxes("Cc", mail.cc);
  const replyTo = mailboxes("Reply-To", mail.replyTo);
  const { headers, body } = singleBody(mail);
  const lines = [
    `Message-ID: <${messageIdLeft(mail.id)}@${asciiDomain(mail.domain)}>`,
    `Date: ${formatDate(mail.date)}`,
    `From: ${from.text}`,
    // A mail to hidden recipients only (RFC 5322 §3.4).
    ...(to.lines.length > 0 ? to.lines : ["To: undisclosed-recipients:;"]),
    ...cc.lines,
    ...replyTo.lines,
    `Subject: ${encodeUnstructured("Subject", mail.subject)}`,
    ...listHeaders(mail),
    ...(mail.feedbackId ? [`Feedback-ID: ${feedbackId(mail.feedbackId)}`] : []),
    ...mail.headers.map(customHeader),
    "MIME-Version: 1.0",
  ];
  return {
    headers: `${lines.join("\r\n")}\r\n${headers}`,
    body,
    smtpUtf8: from.smtpUtf8 || to.smtpUtf8 || cc.smtpUtf8 || replyTo.smtpUtf8,
  };
}

/** One header with an address a line; none for nobody. */
function mailboxes(name: string, people: readonly Mailbox[]): { lines: string[]; smtpUtf8: boolean } {
  const written = people.map((person, at) => formatMailbox(person, at === 0 ? name.length + 2 : 1));
  const lines = written.length > 0 ? [`${name}: ${written.map(({ text }) => text).join(",\r\n ")}`] : [];
  return { lines, smtpUtf8: written.some((each) => each.smtpUtf8) };
}
