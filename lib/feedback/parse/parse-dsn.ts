import { enhancedCodesIn, preferEnhanced, replyCodesIn } from "@/lib/feedback/classify/status-codes";
import type { DsnAction, FoundRecipient, FoundReport } from "@/lib/feedback/parse/report-types";
import { addressInField, type FieldBlock, fieldOf, parseFieldBlocks } from "@/lib/mail/read/fields";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

const maxRecipients = 250;
const statusType = /^message\/(global-)?delivery-?status$/;

/**
 * Reads a delivery status notification (RFC 3464), or null when the mail carries none. Its fields are looked for in the part made for
 * them, else in any other part of the mail itself, since gateways relabel parts and break boundaries. `depth` 1 reads the report of a mail
 * that this one carries.
 */
export function parseDsn(mail: ReceivedMail, depth = 0): FoundReport | null {
  const own = mail.parts.filter(
    (part) => part.depth === depth && !part.isMessage && part.type !== "message/disposition-notification",
  );
  const labelled = own.filter((part) => statusType.test(part.type) || /delivery-?status/.test(part.name));
  const candidates = [
    ...labelled.map((part) => part.text),
    ...own.filter((part) => !labelled.includes(part)).map((part) => part.text),
  ];
  for (const text of candidates) {
    if (!/^[ \t]*(final|original)-recipient[ \t]*:/im.test(text)) continue;
    const report = reportIn(text);
    if (report.recipients.length > 0) return report;
  }
  return null;
}

function reportIn(text: string): FoundReport {
  const blocks = parseFieldBlocks(
    text.replace(
      /^[ \t]+(?=(?:final|original)-recipient|action:|status:|diagnostic-code|remote-mta|reporting-mta)/gim,
      "",
    ),
  );
  const message = blocks.find((block) => block.has("reporting-mta")) ?? new Map<string, string[]>();
  const recipients = blocks.filter(isRecipientBlock).slice(0, maxRecipients).flatMap(recipientsOf);
  return {
    reportingMta: afterType(fieldOf(message, "reporting-mta")),
    envelopeId: fieldOf(message, "original-envelope-id"),
    recipients,
  };
}

/** Some senders leave out the empty line before the first recipient, so a block may be both. */
function isRecipientBlock(block: FieldBlock): boolean {
  return block.has("final-recipient") || block.has("original-recipient");
}

/** One recipient a block; where the empty lines between them are missing, fields of the same name tell them apart. */
function recipientsOf(block: FieldBlock): FoundRecipient[] {
  const count = Math.min(block.get("final-recipient")?.length ?? 1, maxRecipients);
  return Array.from({ length: count }, (_, at) => recipientOf(block, at));
}

function recipientOf(block: FieldBlock, at: number): FoundRecipient {
  const value = (name: string) => block.get(name)?.[at] || null;
  const quoted =
    (at === 0 && (block.get("final-recipient")?.length ?? 1) === 1
      ? block.get("diagnostic-code")
      : [value("diagnostic-code") ?? ""]) ?? [];
  const diagnostic = quoted
    .map((each) => afterType(each) ?? "")
    .join(" ")
    .trim();
  const stated = enhancedCodesIn(value("status") ?? "")[0] ?? null;
  const code = replyCodesIn(diagnostic)[0] ?? null;
  const enhanced = preferEnhanced(stated, enhancedCodesIn(diagnostic), code);
  const original = addressInField(value("original-recipient"));
  const final = addressInField(value("final-recipient")) ?? addressInField(value("x-actual-recipient"));
  // A final address inside the mail system (no dot in its domain) is nobody's: then what we had sent to counts.
  const address =
    final && original && (!/@.*[.\]]/.test(final) || isHostWithin(final, original)) ? original : (final ?? original);
  return {
    address,
    originalAddress: original,
    action: actionOf(value("action"), enhanced),
    code,
    enhanced,
    diagnostic,
    remoteMta: afterType(value("remote-mta")),
  };
}

/** True where the final address only names the machine within the mail domain that we had sent to. */
function isHostWithin(final: string, original: string): boolean {
  const domain = original.slice(original.lastIndexOf("@") + 1);
  return domain.includes(".") && final.endsWith(`.${domain}`);
}

function actionOf(value: string | null, status: string | null): DsnAction {
  const word = /failed|delayed|delivered|relayed|expanded/i
    .exec(value?.replace(/deliverable/i, "delivered") ?? "")?.[0]
    ?.toLowerCase();
  if (word) return word as DsnAction;
  if (value && /fail|expired|error/i.test(value)) return "failed";
  return status?.startsWith("2") ? "delivered" : status?.startsWith("4") ? "delayed" : "failed";
}

function afterType(value: string | null): string | null {
  return value?.replace(/^\s*[a-z0-9-]+\s*;\s*/i, "").trim() || null;
}
