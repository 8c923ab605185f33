import { addressInField, type FieldBlock, fieldOf, parseFieldBlocks, returnedHeaders } from "@/lib/feedback/fields";
import type { ReceivedMail } from "@/lib/feedback/read-mail";

export interface ParsedArf {
  /** RFC 5965 §3.1 and the IANA registry: abuse, fraud, virus, other, not-spam, auth-failure, opt-out … in lower case. */
  feedbackType: string;
  userAgent: string | null;
  /** Often redacted; never used to find the contact. */
  originalRecipient: string | null;
  arrivalDate: string | null;
  sourceIp: string | null;
  reportedDomain: string | null;
  returned: FieldBlock | null;
}

/** Reads an abuse report (RFC 5965), or null when the mail carries none. */
export function parseArf(mail: ReceivedMail): ParsedArf | null {
  const part = mail.parts.find(({ mimeType }) => mimeType === "message/feedback-report");
  if (!part) return parseOldReport(mail);
  const fields: FieldBlock = new Map(parseFieldBlocks(part.content).flatMap((block) => [...block]));
  return {
    feedbackType: (fieldOf(fields, "feedback-type") ?? "other").toLowerCase(),
    userAgent: fieldOf(fields, "user-agent"),
    originalRecipient: addressInField(fieldOf(fields, "original-rcpt-to") ?? fieldOf(fields, "removal-recipient")),
    arrivalDate: fieldOf(fields, "arrival-date") ?? fieldOf(fields, "received-date"),
    sourceIp: fieldOf(fields, "source-ip"),
    reportedDomain: fieldOf(fields, "reported-domain"),
    returned: returnedHeaders(mail.parts),
  };
}

/** Microsoft's junk mail reporting sends the mail itself, without a report part, and names the recipient in X-HmXmrOriginalRecipient. */
function parseOldReport(mail: ReceivedMail): ParsedArf | null {
  const returned = returnedHeaders(mail.parts);
  const recipient =
    mail.header("x-hmxmroriginalrecipient") ?? (returned && fieldOf(returned, "x-hmxmroriginalrecipient"));
  const fromReporter = /^(staff@hotmail\.com|feedbackloop@)/.test(mail.from ?? "");
  if (!returned || (!recipient && !fromReporter)) return null;
  return {
    feedbackType: "abuse",
    userAgent: null,
    originalRecipient: addressInField(recipient),
    arrivalDate: null,
    sourceIp: /\b(\d{1,3}(?:\.\d{1,3}){3})\b/.exec(mail.subject)?.[1] ?? null,
    reportedDomain: null,
    returned,
  };
}
