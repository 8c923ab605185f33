import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";

/** Every signal about a message, whatever route it came by, becomes one of these. */
export const canonicalTypes = [
  /** A provider or relay took the message over. */
  "accepted",
  /** The recipient's mail system took it. */
  "delivered",
  /** Refused for now; whoever holds it tries again. */
  "deferred",
  "soft_bounce",
  "hard_bounce",
  /** Refused for reputation, authentication, content or policy; the contact is innocent. */
  "block",
  "complaint",
  /** The recipient took a complaint back (Feedback-Type: not-spam). */
  "not_spam",
  "open",
  "click",
  "unsubscribe",
  "resubscribe",
  /** The provider dropped it before sending, for instance because the address is on its suppression list. */
  "rejected",
  /** Rendering or set-up failed at the provider. */
  "failed",
  "auto_reply",
  /** A challenge-response system asks for proof that the sender is a person. */
  "challenge",
  /** A person answered. */
  "reply",
] as const;
export type CanonicalType = (typeof canonicalTypes)[number];

/** The routes a signal comes by that are our own: a reply while sending, a mail of the kind named, a page. */
export const ownSources = ["smtp", "dsn", "arf", "mail", "web"] as const;
export type OwnSource = (typeof ownSources)[number];
/** A provider whose webhook or list said it, by the name that `lib/inbound/providers` gives it. */
type ProviderSource = string & Record<never, never>;
/** The route a signal came by. */
export type FeedbackSource = OwnSource | ProviderSource;

/** `likely`: found without a MAC; the mail or call it came by is shown as such, and nothing is counted or decided by it. */
export type Certainty = "certain" | "likely";

export interface BounceDetails {
  category: BounceCategory;
  /** Three-digit reply code (RFC 5321). */
  code: string | null;
  /** Enhanced status (RFC 3463). */
  enhanced: string | null;
  /** The other side's own words, at most 1,000 characters count. */
  text: string;
  remoteMta?: string | null;
}

/** Where the untouched original is kept. */
export interface RawReference {
  table: "inbound_message" | "provider_call" | "message_attempt";
  id: string;
}

/** One fact reported about one message of one workspace (the workspace is that of the context it is recorded in). */
export interface CanonicalEvent {
  type: CanonicalType;
  source: FeedbackSource;
  /** Which of our accounts or endpoints reported it; part of the identity where the provider gives no event id. */
  accountId: string | null;
  /** The provider's own id of this event; two events with the same source and id are one. */
  providerEventId: string | null;
  providerMessageId: string | null;
  /** UUID of our message. Without one the event is kept by its source only, and changes nothing. */
  messageId: string | null;
  certainty: Certainty;
  /** As the source names it; never what is suppressed, which is always the address of our own message. */
  recipient: string | null;
  occurredAt: Date;
  receivedAt: Date;
  /** For deferred, soft_bounce, hard_bounce, block and, where known, rejected. */
  bounce?: BounceDetails | undefined;
  /** For opens and clicks: the address that was opened, and what the reader's program said of itself. */
  visit?: { url: string | null; ip: string | null; userAgent: string | null; machine: boolean | null } | undefined;
  /** For complaints: the feedback type (abuse, fraud, virus, …). For unsubscribes: how. For replies: subject and sender. */
  details?: Record<string, string | number | boolean | null> | undefined;
  raw: RawReference | null;
}
