import {
  addressesIn,
  addressInField,
  type FieldBlock,
  fieldOf,
  parseFieldBlocks,
  parseFields,
} from "@/lib/mail/read/fields";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

export interface ParsedArf {
  feedbackType: string;
  userAgent: string | null;
  /** Often redacted; never used to find the contact. */
  recipients: string[];
  arrivalDate: string | null;
  sourceIp: string | null;
  reportedDomain: string | null;
  returned: FieldBlock | null;
}

/** Where a report names who complained: RFC 5965, its drafts for opt-outs, and reporters that borrow the field of bounces. */
const recipientFields = ["original-rcpt-to", "removal-recipient", "removed-recipient", "original-recipient"];

/** Reads an abuse report (RFC 5965), also those without the part made for it and the forms that came before; null for any other mail. */
export function parseArf(mail: ReceivedMail): ParsedArf | null {
  const fields = reportFields(mail);
  if (!fields) return parseHotmail(mail) ?? parseProse(mail);
  const stated = (fieldOf(fields, "feedback-type") ?? "abuse").toLowerCase().replace(/[^a-z-].*$/, "") || "abuse";
  const named = recipientFields.map((name) => fields.get(name)).find((values) => values?.length) ?? [];
  return {
    feedbackType: isAuthFailure(fields) ? "auth-failure" : stated,
    userAgent: fieldOf(fields, "user-agent"),
    recipients: recipientsOf(named, mail),
    arrivalDate: fieldOf(fields, "arrival-date") ?? fieldOf(fields, "received-date"),
    sourceIp: fieldOf(fields, "source-ip"),
    reportedDomain: fieldOf(fields, "reported-domain"),
    returned: mail.returned,
  };
}

function reportFields(mail: ReceivedMail): FieldBlock | null {
  const own = mail.parts.filter((part) => part.depth === 0 && !part.isMessage);
  const part =
    own.find(({ type }) => type === "message/feedback-report") ??
    own.find(({ name, text }) => /feedback-?report/.test(name) || /^feedback-type[ \t]*:/im.test(text.slice(0, 4000)));
  if (part) return merged(part.text);
  return mail.reportType === "feedback-report" ? new Map() : null;
}

function merged(text: string): FieldBlock {
  const from = text.search(/^(feedback-type|user-agent|version)[ \t]*:/im);
  const fields: FieldBlock = new Map();
  for (const block of parseFieldBlocks(from > 0 ? text.slice(from) : text)) {
    for (const [name, values] of block) fields.set(name, [...(fields.get(name) ?? []), ...values]);
  }
  return fields;
}

/** RFC 6591: a report about authentication, whatever name the reporter gave to its type. */
function isAuthFailure(fields: FieldBlock): boolean {
  const type = fieldOf(fields, "feedback-type")?.toLowerCase() ?? "";
  return fields.has("auth-failure") || type.includes("auth-failure") || type === "dmarc";
}

function recipientsOf(values: readonly string[], mail: ReceivedMail): string[] {
  const named = [...new Set(values.flatMap((value) => addressInField(value) ?? []))];
  if (named.length > 0) return named.slice(0, 100);
  const inReturned =
    mail.returned && (fieldOf(mail.returned, "x-hmxmroriginalrecipient") ?? fieldOf(mail.returned, "to"));
  return addressesIn(inReturned ?? "");
}

/** Microsoft's junk mail reporting sends the mail itself, without a report part. */
function parseHotmail(mail: ReceivedMail): ParsedArf | null {
  const named =
    mail.header("x-hmxmroriginalrecipient") ?? (mail.returned && fieldOf(mail.returned, "x-hmxmroriginalrecipient"));
  const reporter =
    /^(staff@hotmail\.com|fbl@|feedback-?loop@|feedback@|scomp@aol\.|abuse@|abuse-?reports?@|complaints?@|spam-?(?:reports?|complaints?)@|.*@fbl\.)/.test(
      mail.from ?? "",
    );
  const says = /complaint about message from|abuse report|feedback report|spam report|(?:spam|abuse) complaint/i.test(
    mail.subject,
  );
  if (!mail.returned || !(named || (reporter && says) || /^complaint about message from /i.test(mail.subject.trim())))
    return null;
  return {
    feedbackType: "abuse",
    userAgent: null,
    recipients: named ? addressesIn(named) : recipientsOf([], mail),
    arrivalDate: null,
    sourceIp: /\b(\d{1,3}(?:\.\d{1,3}){3})\b/.exec(mail.subject)?.[1] ?? null,
    reportedDomain: null,
    returned: mail.returned,
  };
}

/** The report as prose: "This is an email abuse report for an email message received from IP …". */
function parseProse(mail: ReceivedMail): ParsedArf | null {
  const start = mail.text.slice(0, 600);
  const abuse = /this is an? (?:\S+ )?(?:e-?mail )?abuse report for an? e-?mail/i.test(start);
  const dmarc =
    /(?:e-?mail )?(?:dmarc|authentication) failure report for/i.test(start) ||
    /a message claiming to be from you has failed/i.test(start);
  if (!abuse && !dmarc) return null;
  const fields = parseFields(mail.text.slice(0, 4000));
  return {
    feedbackType: abuse ? "abuse" : "auth-failure",
    userAgent: null,
    recipients: recipientsOf([], mail),
    arrivalDate: null,
    sourceIp: /\bIP(?: address)?:?\s+(\d{1,3}(?:\.\d{1,3}){3})\b/i.exec(start)?.[1] ?? fieldOf(fields, "source-ip"),
    reportedDomain: null,
    returned: mail.returned,
  };
}
