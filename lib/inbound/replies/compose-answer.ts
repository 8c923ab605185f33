import { inReplyToLines, referencesLines } from "@/lib/inbound/replies/thread";
import { asciiDomain, formatMailbox, type Mailbox } from "@/lib/mail/mime/address";
import { encodeUnstructured } from "@/lib/mail/mime/encoded-words";
import { type ComposedMessage, formatDate } from "@/lib/mail/mime/mime";
import { encodeQuotedPrintable } from "@/lib/mail/mime/quoted-printable";

export interface AnswerMail {
  /** UUID; becomes the left side of Message-ID. */
  id: string;
  domain: string;
  from: Mailbox;
  to: Mailbox;
  replyTo: Mailbox | null;
  subject: string;
  text: string;
  /** Message-IDs of the exchange, the mail that is answered last. */
  thread: readonly string[];
  sentAt: Date;
}

/**
 * What a person of the workspace writes to one person who wrote to it: plain text in the thread of their mail (RFC 5322 §3.6.4), with
 * nothing of a campaign about it: no pixel, no counted links, no list.
 */
export function composeAnswer(answer: AnswerMail): ComposedMessage {
  const from = formatMailbox(answer.from, "From: ".length);
  const to = formatMailbox(answer.to, "To: ".length);
  const replyTo = answer.replyTo && formatMailbox(answer.replyTo, "Reply-To: ".length);
  const lines = [
    `Message-ID: <${answer.id}@${asciiDomain(answer.domain)}>`,
    `Date: ${formatDate(answer.sentAt)}`,
    `From: ${from.text}`,
    `To: ${to.text}`,
    ...(replyTo ? [`Reply-To: ${replyTo.text}`] : []),
    `Subject: ${encodeUnstructured("Subject", answer.subject)}`,
    ...inReplyToLines(answer.thread.at(-1)),
    ...referencesLines(answer.thread),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
  ];
  return {
    headers: `${lines.join("\r\n")}\r\n`,
    body: Buffer.concat([encodeQuotedPrintable(answer.text), Buffer.from("\r\n")]),
    smtpUtf8: from.smtpUtf8 || to.smtpUtf8 || (replyTo?.smtpUtf8 ?? false),
  };
}

/** "Re: " before a subject, once. */
export function answerSubject(subject: string): string {
  const text = subject.trim() || "your mail";
  return /^re:/i.test(text) ? text : `Re: ${text}`;
}

/** The words, and below them what they answer, as mail programs quote it. */
export function quoted(text: string, theirs: { text: string; who: string; at: Date }): string {
  const lines = theirs.text.trim().split(/\r?\n/);
  const said = lines.map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()));
  return `${text.trim()}\n\nOn ${theirs.at.toUTCString()}, ${theirs.who} wrote:\n${said.join("\n")}\n`;
}
