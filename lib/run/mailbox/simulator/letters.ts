import { randomUUID } from "node:crypto";
import { encodeUnstructured } from "@/lib/mail/mime/encoded-words";
import { formatDate } from "@/lib/mail/mime/mime";
import { encodeQuotedPrintable } from "@/lib/mail/mime/quoted-printable";
import { addressesIn } from "@/lib/mail/read/fields";
import { decodeWords, readHead } from "@/lib/mail/read/mime-tree";
import type { ReturnedMail } from "@/lib/run/mailbox/simulator/reports";

/** Where answers to the mail go: Reply-To, else From (RFC 5322 §3.6.2). */
export function repliesTo(raw: Buffer): string | null {
  const head = readHead(raw);
  return addressesIn(head.get("reply-to")?.[0] ?? head.get("from")?.[0] ?? "", 1)[0] ?? null;
}

/** The mail address of List-Unsubscribe (RFC 2369 §3.2). */
export function unsubscribesAt(raw: Buffer): string | null {
  const listed = readHead(raw).get("list-unsubscribe")?.[0] ?? "";
  return /<mailto:([^>?\s]{3,320})[^>]*>/i.exec(listed)?.[1] ?? null;
}

/** What a person writes back, with the mail quoted below, threaded to it. */
export function buildReply(mail: ReturnedMail, to: string, now = new Date()): Buffer {
  const subject = decodeWords(readHead(mail.raw).get("subject")?.[0] ?? "");
  const text = [
    "Hello,",
    "",
    "thank you for this. Do you also have it in green? I could not find it in the shop.",
    "",
    nameOf(mail.recipient),
    "",
    `On ${mail.receivedAt.toUTCString()} ${to} wrote:`,
    `> ${subject}`,
  ];
  return letter(
    mail,
    { to, subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`, text: text.join("\r\n") },
    now,
  );
}

/** What a mail system says for somebody who is away (RFC 3834). */
export function buildAbsenceNote(mail: ReturnedMail, now = new Date()): Buffer {
  const subject = decodeWords(readHead(mail.raw).get("subject")?.[0] ?? "");
  const text = "I am out of the office and read your mail when I am back.";
  const headers = ["Auto-Submitted: auto-replied (vacation)", "Precedence: auto_reply"];
  return letter(mail, { to: mail.envelopeFrom, subject: `Automatic reply: ${subject}`, text, headers }, now);
}

/** What a mail program sends to the unsubscribe address by itself. */
export function buildUnsubscribeMail(mail: ReturnedMail, to: string, now = new Date()): Buffer {
  return letter(mail, { to, subject: "unsubscribe", text: "Please take me off this list." }, now);
}

interface Letter {
  to: string;
  subject: string;
  text: string;
  headers?: readonly string[];
}

function letter(mail: ReturnedMail, { to, subject, text, headers = [] }: Letter, now: Date): Buffer {
  const answered = readHead(mail.raw).get("message-id")?.[0];
  const lines = [
    `From: ${nameOf(mail.recipient)} <${mail.recipient}>`,
    `To: <${to}>`,
    `Subject: ${encodeUnstructured("Subject", subject)}`,
    `Date: ${formatDate(now)}`,
    `Message-ID: <${randomUUID()}@mx.mailbox.homing.test>`,
    ...(answered ? [`In-Reply-To: ${answered}`, `References: ${answered}`] : []),
    ...headers,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "",
  ];
  return Buffer.concat([Buffer.from(lines.join("\r\n")), encodeQuotedPrintable(text), Buffer.from("\r\n")]);
}

/** `reply+ada@example.com` is Ada. */
function nameOf(recipient: string): string {
  const name = recipient
    .replace(/@.*$/, "")
    .replace(/^.*\+/, "")
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .trim();
  return name ? name[0]!.toUpperCase() + name.slice(1) : "Somebody";
}
