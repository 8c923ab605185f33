import type { BounceKind } from "@/lib/events/ledger/event-types";
import type { BounceCategory } from "@/lib/feedback/classify/classify";
import type { FieldBlock } from "@/lib/mail/read/fields";

export type DsnAction = "failed" | "delayed" | "delivered" | "relayed" | "expanded";

/** What a report says of one recipient. */
export interface RecipientReport {
  /** The address that failed (Final-Recipient), lower case. */
  address: string | null;
  /** The address that we had sent to, where the report names it (Original-Recipient). */
  originalAddress: string | null;
  action: DsnAction;
  kind: BounceKind;
  category: BounceCategory;
  /** Three-digit reply code (RFC 5321). */
  code: string | null;
  /** Enhanced status (RFC 3463). */
  enhanced: string | null;
  /** The other side's words, at most 1,000 characters. */
  text: string;
  remoteMta: string | null;
}

/** Before it is judged: what stands in the report. */
export interface FoundRecipient {
  address: string | null;
  originalAddress: string | null;
  action: DsnAction;
  code: string | null;
  enhanced: string | null;
  diagnostic: string;
  remoteMta: string | null;
}

export interface FoundReport {
  reportingMta: string | null;
  envelopeId: string | null;
  recipients: FoundRecipient[];
}

export interface BounceReport {
  type: "bounce";
  /** How it was read: a delivery status part (RFC 3464), prose, or a provider's notification by mail. */
  format: "delivery-status" | "prose" | "notification";
  recipients: RecipientReport[];
  reportingMta: string | null;
  envelopeId: string | null;
  /** Message-ID of the mail that came back, without angle brackets. */
  messageId: string | null;
  /** Header section of the mail that came back. */
  returned: FieldBlock | null;
}

export interface ComplaintReport {
  type: "complaint";
  /** RFC 5965 §7.3 and the IANA registry: abuse, fraud, virus, other, not-spam, auth-failure, opt-out … in lower case. */
  feedbackType: string;
  source: string | null;
  recipients: string[];
  sourceIp: string | null;
  reportedDomain: string | null;
  arrivalDate: string | null;
  messageId: string | null;
  returned: FieldBlock | null;
}

export interface AutomaticReport {
  type: "auto-reply";
  /** out-of-office, read receipt (RFC 8098), a challenge to prove to be a person, or any other mail that a program wrote. */
  flavour: "vacation" | "receipt" | "challenge" | "automatic";
  /** What gave it away, in words. */
  reason: string;
  subject: string;
  from: string | null;
  returned: FieldBlock | null;
}

export interface ReplyReport {
  type: "reply";
  subject: string;
  from: string | null;
  text: string;
  /** In-Reply-To and References, without angle brackets. */
  references: string[];
}

export type InboundReport =
  | BounceReport
  | ComplaintReport
  | AutomaticReport
  | ReplyReport
  /** A person (or their program, RFC 8058 and 2369) asks to be taken off. */
  | { type: "unsubscribe"; subject: string; from: string | null; text: string; references: string[] }
  | { type: "unreadable"; reason: string };
