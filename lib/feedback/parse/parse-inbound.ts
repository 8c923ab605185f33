import { activeBounceRules } from "@/lib/feedback/classify/active-rules";
import { classifyReply, codesOf } from "@/lib/feedback/classify/classify";
import type { OperatorRule } from "@/lib/feedback/classify/operator-rule";
import { answeringHost } from "@/lib/feedback/classify/provider-of.shared";
import { asksToUnsubscribe } from "@/lib/feedback/parse/asks-to-unsubscribe";
import { mayBeBounce } from "@/lib/feedback/parse/looks-like-bounce";
import { parseArf } from "@/lib/feedback/parse/parse-arf";
import { parseBounceText, recipientsInText, returnedRecipient } from "@/lib/feedback/parse/parse-bounce-text";
import { parseDsn } from "@/lib/feedback/parse/parse-dsn";
import { parseNotification } from "@/lib/feedback/parse/parse-notification";
import { recogniseAutomatic } from "@/lib/feedback/parse/recognise-automatic";
import type {
  BounceReport,
  FoundRecipient,
  FoundReport,
  InboundReport,
  RecipientReport,
} from "@/lib/feedback/parse/report-types";
import { words } from "@/lib/language/t";
import { addressesIn, addressInField, type FieldBlock, fieldOf } from "@/lib/mail/read/fields";
import { type ReceivedMail, readMail } from "@/lib/mail/read/read-mail";

export type * from "@/lib/feedback/parse/report-types";

export interface InboundEnvelope {
  /** MAIL FROM; empty for the null sender (RFC 5321 §4.5.5). */
  from: string;
}

/**
 * Says what a received mail is: abuse report (RFC 5965), bounce (RFC 3464, prose, or a provider's notification), a program's answer
 * (RFC 3834, 8098), a wish to be taken off, or a person's reply. Never throws: what cannot be read comes back as `unreadable` with the
 * reason. Time and memory are bounded for any input.
 */
export function parseInbound(
  raw: Uint8Array,
  envelope: InboundEnvelope = { from: "?" },
  rules: readonly OperatorRule[] = activeBounceRules(),
): InboundReport {
  try {
    return report(readMail(raw), envelope.from === "", rules);
  } catch (error) {
    return {
      type: "unreadable",
      reason: error instanceof Error ? error.message : words("The mail could not be parsed."),
    };
  }
}

function report(mail: ReceivedMail, nullSender: boolean, rules: readonly OperatorRule[]): InboundReport {
  const machine = fromReport(mail, rules);
  if (machine) return machine;
  const receipt = recogniseAutomatic(mail, nullSender);
  if (receipt && receipt.flavour !== "automatic") {
    // Mail systems put Auto-Submitted: auto-replied on their bounces too.
    const named = receipt.reason.startsWith("The subject");
    const bounce =
      receipt.flavour === "vacation" && !named && mayBeBounce(mail) ? fromProse(mail, nullSender, rules) : null;
    return bounce ?? receipt;
  }
  return fromProse(mail, nullSender, rules) ?? receipt ?? fromPerson(mail);
}

function fromReport(mail: ReceivedMail, rules: readonly OperatorRule[]): InboundReport | null {
  const arf = parseArf(mail);
  if (arf) {
    const { recipients, feedbackType, sourceIp, reportedDomain, arrivalDate, returned } = arf;
    const source = arf.userAgent ?? mail.from;
    return {
      type: "complaint",
      feedbackType,
      source,
      recipients,
      sourceIp,
      reportedDomain,
      arrivalDate,
      messageId: messageIdOf(returned),
      returned,
    };
  }
  const dsn = parseDsn(mail);
  if (dsn) return bounceOf(mail, dsn, "delivery-status", rules);
  const notification = parseNotification(mail);
  if (notification?.complaint) {
    const { feedbackType, recipients, source } = notification.complaint;
    return {
      type: "complaint",
      feedbackType,
      source,
      recipients,
      sourceIp: null,
      reportedDomain: null,
      arrivalDate: null,
      messageId: notification.messageId,
      returned: null,
    };
  }
  return notification?.bounce
    ? { ...bounceOf(mail, notification.bounce, "notification", rules), messageId: notification.messageId }
    : null;
}

function fromProse(mail: ReceivedMail, nullSender: boolean, rules: readonly OperatorRule[]): InboundReport | null {
  const found = parseBounceText(mail, nullSender);
  if (!found) return null;
  // Gateways wrap a report into a notice of their own that names nobody.
  const said = mail.text.toLowerCase();
  const inner = found.recipients.some((each) => each.address && said.includes(each.address)) ? null : parseDsn(mail, 1);
  return bounceOf(mail, inner ?? found, inner ? "delivery-status" : "prose", rules);
}

function bounceOf(
  mail: ReceivedMail,
  found: FoundReport,
  format: BounceReport["format"],
  rules: readonly OperatorRule[],
): BounceReport {
  const prose = format === "delivery-status" ? proseOf(mail) : () => null;
  const only = found.recipients.length === 1;
  return {
    type: "bounce",
    format,
    recipients: found.recipients.map((each) => judged(each, prose(each.address, only), only ? mail : null, rules)),
    reportingMta: found.reportingMta,
    envelopeId: found.envelopeId,
    messageId: messageIdOf(mail.returned),
    returned: mail.returned,
  };
}

/** The words of the human part about one recipient, for reports whose own fields say little. */
function proseOf(mail: ReceivedMail): (address: string | null, only: boolean) => string | null {
  let known: ReturnType<typeof recipientsInText> | undefined;
  return (address, only) => {
    known ??= recipientsInText(mail.text, mail);
    const match = known.find((each) => each.address === address);
    if (match) return match.diagnostic;
    return only ? mail.text.replace(/\s+/g, " ").trim().slice(0, 2000) : null;
  };
}

function judged(
  found: FoundRecipient,
  prose: string | null,
  mail: ReceivedMail | null,
  rules: readonly OperatorRule[],
): RecipientReport {
  const { code, enhanced, remoteMta } = found;
  const final = found.action === "failed";
  const host = answeringHost(remoteMta, found.originalAddress ?? found.address);
  let text = found.diagnostic || prose || "";
  let verdict = classifyReply({ code, enhanced, text, host, final }, rules);
  let codes = { code, enhanced };
  if (
    prose &&
    prose !== text &&
    (verdict.by === "default" || verdict.by === "basic" || vagueCode(enhanced, verdict.by))
  ) {
    codes = codesOf({ code, enhanced, text: prose });
    const second = classifyReply({ ...codes, text: prose, host, final }, rules);
    if (second.by !== "default") verdict = second;
    if (text.length < 20) text = `${text} ${prose}`.trim();
  } else if (!found.diagnostic && prose) {
    codes = codesOf({ code, enhanced, text: prose });
  } else if (prose && enhanced?.endsWith(".4.7")) {
    // "It took too long" is the report's own word; why it did is what the other side had said.
    codes = { code, enhanced: codesOf({ enhanced, text: prose }).enhanced };
  }
  const address = found.address ?? found.originalAddress ?? (mail && onlyRecipient(mail));
  return {
    address,
    originalAddress: found.originalAddress,
    action: found.action,
    kind: verdict.kind,
    category: verdict.category,
    code: codes.code,
    enhanced: codes.enhanced,
    text: text.slice(0, 1000),
    remoteMta,
  };
}

/** Exim reports a file or a program as the recipient, Sendmail a local user: then header, text, or the returned message say whose it was. */
function onlyRecipient(mail: ReceivedMail): string | null {
  const named = addressInField(mail.header("x-failed-recipients"));
  return named ?? recipientsInText(mail.text, mail)[0]?.address ?? returnedRecipient(mail);
}

function vagueCode(enhanced: string | null, by: string): boolean {
  return by === "enhanced" && enhanced !== null && /\.0$|^\d\.(0|3)\.|\.5\.\d+$/.test(enhanced);
}

function fromPerson(mail: ReceivedMail): InboundReport {
  if (!mail.from)
    return { type: "unreadable", reason: words("The mail names no sender and is no report that we know.") };
  const { subject, from } = mail;
  const text = mail.text.trim().slice(0, 4000);
  const references = referencesOf(mail);
  return { type: asksToUnsubscribe(subject, text) ? "unsubscribe" : "reply", subject, from, text, references };
}

function referencesOf(mail: ReceivedMail): string[] {
  const named = `${mail.header("in-reply-to") ?? ""} ${mail.header("references") ?? ""}`;
  return addressesIn(named, 30);
}

function messageIdOf(returned: FieldBlock | null): string | null {
  const value = returned && fieldOf(returned, "message-id");
  return value ? (/<([^<>\s]{1,990})>/.exec(value)?.[1] ?? value.trim().slice(0, 990)) : null;
}
