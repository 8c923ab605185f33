import { asksToUnsubscribe } from "@/lib/feedback/parse/asks-to-unsubscribe";
import type { CanonicalEvent, CanonicalType, Certainty } from "@/lib/feedback/parse/canonical-event";
import type { BounceReport, ComplaintReport, InboundReport, RecipientReport } from "@/lib/feedback/parse/report-types";
import { bounceType } from "@/lib/feedback/policy/policy";
import { storableText } from "@/lib/mail/read/storable-text";

export interface ReportContext {
  message: { id: string; emailNormalized: string };
  certainty: Certainty;
  receivedAt: Date;
  /** The kept mail. */
  inboundId: string | null;
  /** What the address it came to was made for. */
  addressKind: "bounce" | "complaint" | "unsubscribe" | null;
}

/** What a read mail says about its message, as the event every route tells; null where it says nothing about it. Pure. */
export function canonicalOf(report: InboundReport, context: ReportContext): CanonicalEvent | null {
  switch (report.type) {
    case "bounce":
      return fromBounce(report, context);
    case "complaint":
      return fromComplaint(report, context);
    case "auto-reply": {
      // Mail programs write the mail to an unsubscribe address themselves, and some say so.
      if (context.addressKind === "unsubscribe" && report.flavour === "automatic") {
        return asksToUnsubscribe(report.subject, "") ? fromPerson({ ...report, type: "unsubscribe" }, context) : null;
      }
      const type = report.flavour === "challenge" ? "challenge" : "auto_reply";
      const details = { flavour: report.flavour, subject: storableText(report.subject, 200) };
      return { ...base(context, type), source: "mail", recipient: report.from, details };
    }
    case "unsubscribe":
    case "reply":
      return fromPerson(report, context);
    default:
      return null;
  }
}

function base(context: ReportContext, type: CanonicalType): CanonicalEvent {
  const { message, certainty, receivedAt, inboundId } = context;
  return {
    type,
    source: "dsn",
    accountId: null,
    providerEventId: null,
    providerMessageId: null,
    messageId: message.id,
    certainty,
    recipient: null,
    occurredAt: receivedAt,
    receivedAt,
    raw: inboundId ? { table: "inbound_message", id: inboundId } : null,
  };
}

/** Our mails have one recipient each; where a report names several, the one that is ours counts, else the gravest fate. */
export function reportedRecipient(report: BounceReport, emailNormalized: string): RecipientReport | null {
  const ours = report.recipients.filter(
    (each) => each.address === emailNormalized || each.originalAddress === emailNormalized,
  );
  const pool = ours.length > 0 ? ours : report.recipients;
  for (const action of ["failed", "delayed"] as const) {
    const found = pool.filter((each) => each.action === action);
    if (found.length > 0) return found.find((each) => each.kind === "hard") ?? found[0]!;
  }
  return pool[0] ?? null;
}

function fromBounce(report: BounceReport, context: ReportContext): CanonicalEvent | null {
  const recipient = reportedRecipient(report, context.message.emailNormalized);
  if (!recipient) return null;
  const elsewhere = isElsewhere(recipient, context.message.emailNormalized);
  const { category, code, enhanced, remoteMta } = recipient;
  return {
    ...base(context, typeOf(recipient, elsewhere)),
    recipient: recipient.originalAddress ?? recipient.address,
    ...(recipient.action === "failed" || recipient.action === "delayed"
      ? {
          bounce: {
            category,
            code,
            enhanced,
            text: storableText(recipient.text, 1000),
            remoteMta: remoteMta ?? report.reportingMta,
          },
        }
      : {}),
    details: {
      action: recipient.action,
      format: report.format,
      ...(elsewhere && { forwardedTo: storableText(recipient.address ?? "", 320) }),
    },
  };
}

/** "Relayed" and "expanded" (RFC 3464 §2.3.3) are no delivery: the next system takes no part in reports, or a list took over. */
function typeOf({ action, category, kind }: RecipientReport, elsewhere: boolean): CanonicalType {
  if (action === "delayed") return "deferred";
  if (action === "relayed" || action === "expanded") return "accepted";
  if (action === "delivered") return "delivered";
  const type = bounceType(category, kind);
  return elsewhere && type === "hard_bounce" ? "soft_bounce" : type;
}

/**
 * True when the report speaks of another mailbox than the one we wrote to: the recipient forwards there, and what is gone is the target.
 * Another spelling within the same mail system is no other mailbox.
 */
function isElsewhere({ address, originalAddress }: RecipientReport, ours: string): boolean {
  if (!address || address === ours || originalAddress === ours) return false;
  const [theirs, own] = [domainOf(address), domainOf(ours)];
  return theirs !== own && !theirs.endsWith(`.${own}`) && !own.endsWith(`.${theirs}`);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** The wish to be taken off, as reports name it: no complaint. */
const leavesList = /^(opt-out|unsubscribe|list-unsubscribe)/;

/** "auth-failure" and "dmarc" speak of authentication (RFC 6591): no complaint of the recipient's. */
const aboutAuthentication = /^(auth-failure|dmarc|dkim)/;

function fromComplaint(report: ComplaintReport, context: ReportContext): CanonicalEvent | null {
  const feedbackType = storableText(report.feedbackType, 100);
  if (aboutAuthentication.test(feedbackType)) return null;
  const type = feedbackType === "not-spam" ? "not_spam" : leavesList.test(feedbackType) ? "unsubscribe" : "complaint";
  const details = { feedbackType, source: report.source && storableText(report.source, 300) };
  return { ...base(context, type), source: "arf", recipient: report.recipients[0] ?? null, details };
}

type FromPerson = Pick<Extract<InboundReport, { type: "reply" }>, "from" | "subject"> & {
  type: "reply" | "unsubscribe";
};

/** Whatever stands in a mail to the unsubscribe address, sending it there is the wish (RFC 2369 §3.2). */
function fromPerson(report: FromPerson, context: ReportContext): CanonicalEvent | null {
  if (context.addressKind === "complaint") return null;
  const wishes = context.addressKind === "unsubscribe" || report.type === "unsubscribe";
  const details = { from: report.from && storableText(report.from, 320), subject: storableText(report.subject, 200) };
  return { ...base(context, wishes ? "unsubscribe" : "reply"), source: "mail", recipient: report.from, details };
}
