import { codesOf } from "@/lib/feedback/classify";
import { addressInField, type FieldBlock, fieldOf, parseFieldBlocks, returnedHeaders } from "@/lib/feedback/fields";
import type { ReceivedMail } from "@/lib/feedback/read-mail";

export type DsnAction = "failed" | "delayed" | "delivered" | "relayed" | "expanded";

export interface DsnRecipient {
  finalRecipient: string | null;
  originalRecipient: string | null;
  action: DsnAction;
  /** Enhanced status (RFC 3463). */
  status: string | null;
  /** Three-digit reply code inside the diagnostic, when there is one. */
  code: string | null;
  diagnostic: string | null;
  remoteMta: string | null;
}

export interface ParsedDsn {
  reportingMta: string | null;
  envelopeId: string | null;
  recipients: DsnRecipient[];
  /** Headers of the mail that came back; our Message-ID is among them. */
  returned: FieldBlock | null;
}

const statusTypes = ["message/delivery-status", "message/global-delivery-status"];

/** Reads a delivery status notification (RFC 3464 in RFC 6522), or null when the mail carries none. */
export function parseDsn(mail: ReceivedMail): ParsedDsn | null {
  const part = mail.parts.find(({ mimeType }) => statusTypes.includes(mimeType));
  if (!part) return null;
  const blocks = parseFieldBlocks(part.content);
  const recipients = blocks.filter(isRecipientBlock).map(recipientOf);
  if (recipients.length === 0) return null;
  const message = blocks.find((block) => block.has("reporting-mta")) ?? new Map();
  return {
    reportingMta: afterType(fieldOf(message, "reporting-mta")),
    envelopeId: fieldOf(message, "original-envelope-id"),
    recipients,
    returned: returnedHeaders(mail.parts),
  };
}

/** Some senders leave out the empty line before the first recipient, so a block may be both. */
function isRecipientBlock(block: FieldBlock): boolean {
  return (
    block.has("final-recipient") || block.has("original-recipient") || (block.has("action") && block.has("status"))
  );
}

function recipientOf(block: FieldBlock): DsnRecipient {
  const diagnostic = afterType(fieldOf(block, "diagnostic-code"));
  const stated = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fieldOf(block, "status") ?? "")?.[0] ?? null;
  const { code, enhanced } = codesOf({ enhanced: stated, text: diagnostic });
  return {
    finalRecipient: addressInField(fieldOf(block, "final-recipient")),
    originalRecipient: addressInField(fieldOf(block, "original-recipient")),
    action: actionOf(fieldOf(block, "action"), enhanced),
    status: enhanced,
    code,
    diagnostic,
    remoteMta: afterType(fieldOf(block, "remote-mta")),
  };
}

function actionOf(value: string | null, status: string | null): DsnAction {
  const word = /failed|delayed|delivered|relayed|expanded/i.exec(value ?? "")?.[0]?.toLowerCase();
  if (word) return word as DsnAction;
  return status?.startsWith("2") ? "delivered" : status?.startsWith("4") ? "delayed" : "failed";
}

function afterType(value: string | null): string | null {
  return value?.replace(/^[a-z0-9-]+\s*;\s*/i, "").trim() || null;
}
