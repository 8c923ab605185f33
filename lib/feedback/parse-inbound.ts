import { type BounceCategory, type BounceKind, classifyReply } from "@/lib/feedback/classify";
import { type FieldBlock, fieldOf, returnedHeaders } from "@/lib/feedback/fields";
import { type ParsedArf, parseArf } from "@/lib/feedback/parse-arf";
import { parseBounceText } from "@/lib/feedback/parse-bounce-text";
import { type DsnRecipient, parseDsn } from "@/lib/feedback/parse-dsn";
import { type ReceivedMail, readMail } from "@/lib/feedback/read-mail";

export interface BounceReport {
  type: "bounce";
  action: "failed" | "delayed";
  kind: BounceKind;
  category: BounceCategory;
  code: string | null;
  enhanced: string | null;
  text: string;
  recipient: string | null;
  /** Message-ID of the mail that came back, without angle brackets. */
  messageId: string | null;
}

export interface ComplaintReport {
  type: "complaint";
  feedbackType: string;
  source: string | null;
  recipient: string | null;
  messageId: string | null;
}

export type InboundReport =
  | BounceReport
  | ComplaintReport
  | { type: "delivered"; recipient: string | null; messageId: string | null }
  | { type: "auto-reply"; reason: string; subject: string; from: string | null }
  | { type: "reply"; subject: string; from: string | null; text: string }
  | { type: "unreadable"; reason: string };

export interface Envelope {
  /** MAIL FROM; empty for the null sender (RFC 5321 §4.5.5). */
  from: string;
}

/**
 * Says what a received mail is: bounce (RFC 3464 or plain text), complaint (RFC 5965), automatic answer (RFC 3834) or a person's reply.
 * Never throws: what cannot be read comes back as `unreadable` with the reason.
 */
export async function parseInbound(raw: Uint8Array, envelope: Envelope = { from: "?" }): Promise<InboundReport> {
  try {
    const mail = await readMail(raw);
    return fromArf(mail) ?? fromDsn(mail) ?? fromText(mail, envelope) ?? fromPerson(mail, envelope);
  } catch (error) {
    return { type: "unreadable", reason: error instanceof Error ? error.message : "The mail could not be parsed." };
  }
}

function fromArf(mail: ReceivedMail): InboundReport | null {
  const arf = parseArf(mail);
  if (!arf) return null;
  return {
    type: "complaint",
    feedbackType: arf.feedbackType,
    source: sourceOf(arf, mail),
    recipient: arf.originalRecipient,
    messageId: messageIdOf(arf.returned),
  };
}

function sourceOf(arf: ParsedArf, mail: ReceivedMail): string | null {
  return arf.userAgent ?? mail.from;
}

function fromDsn(mail: ReceivedMail): InboundReport | null {
  const dsn = parseDsn(mail);
  if (!dsn) return null;
  const recipient = mostTelling(dsn.recipients);
  const address = recipient.originalRecipient ?? recipient.finalRecipient;
  const messageId = messageIdOf(dsn.returned);
  if (recipient.action !== "failed" && recipient.action !== "delayed") {
    return { type: "delivered", recipient: address, messageId };
  }
  const text = recipient.diagnostic ?? mail.text.replace(/\s+/g, " ").trim().slice(0, 1000);
  const judged = classifyReply({ code: recipient.code, enhanced: recipient.status, text });
  return {
    type: "bounce",
    action: recipient.action,
    ...judged,
    code: recipient.code,
    enhanced: recipient.status,
    text: text.slice(0, 1000),
    recipient: address,
    messageId,
  };
}

/** Our mails have one recipient each; where a relay reports several, a failure says more than a delay, and that more than a delivery. */
function mostTelling(recipients: readonly DsnRecipient[]): DsnRecipient {
  return (
    recipients.find((r) => r.action === "failed") ?? recipients.find((r) => r.action === "delayed") ?? recipients[0]!
  );
}

function fromText(mail: ReceivedMail, envelope: Envelope): InboundReport | null {
  const bounce = parseBounceText(mail, envelope.from === "");
  if (!bounce) return null;
  return {
    type: "bounce",
    action: bounce.action,
    ...classifyReply({ code: bounce.code, enhanced: bounce.status, text: bounce.diagnostic }),
    code: bounce.code,
    enhanced: bounce.status,
    text: bounce.diagnostic,
    recipient: bounce.recipient,
    messageId: messageIdOf(returnedHeaders(mail.parts)),
  };
}

const automaticSubject =
  /^(auto(matic|matische|matique)?[ -]?(reply|response|antwort)|out of (the )?office|abwesenheit|vacation|réponse automatique)/i;

function fromPerson(mail: ReceivedMail, envelope: Envelope): InboundReport {
  const automatic = automaticReason(mail, envelope);
  if (automatic) return { type: "auto-reply", reason: automatic, subject: mail.subject, from: mail.from };
  if (!mail.from) return { type: "unreadable", reason: "The mail names no sender and is no report that we know." };
  return { type: "reply", subject: mail.subject, from: mail.from, text: mail.text.trim().slice(0, 4000) };
}

/** RFC 3834 §5 first, then what programs did before it. */
function automaticReason(mail: ReceivedMail, envelope: Envelope): string | null {
  const submitted = mail.header("auto-submitted");
  if (submitted && !/^no\b/i.test(submitted)) return `Auto-Submitted: ${submitted.slice(0, 60)}`;
  if (/^(bulk|junk|list|auto_reply)/i.test(mail.header("precedence") ?? "")) return "Precedence names automatic mail";
  for (const name of ["x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-autoresponder"]) {
    if (mail.header(name)) return `${name} is present`;
  }
  if (automaticSubject.test(mail.subject.trim())) return "The subject names an automatic answer";
  if (mail.reportType === "disposition-notification") return "A read receipt (RFC 8098)";
  return envelope.from === "" ? "The null sender marks mail from a program" : null;
}

function messageIdOf(returned: FieldBlock | null): string | null {
  const value = returned && fieldOf(returned, "message-id");
  return value ? (/<([^<>\s]+)>/.exec(value)?.[1] ?? value.trim()) : null;
}
