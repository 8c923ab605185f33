/** The facts Homing keeps about messages and contacts. Names are `noun.past`, as webhooks and timelines show them. */
export const EVENT_TYPES = [
  "message.sent",
  "message.delivered",
  "message.deferred",
  "message.bounced",
  "message.failed",
  "message.complained",
  "message.complaint_withdrawn",
  "message.opened",
  "message.clicked",
  "message.unsubscribed",
  "message.replied",
  "contact.created",
  "contact.subscribed",
  "contact.unsubscribed",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Who caused an open or a click: a person, a privacy proxy that loads images for everybody, or a machine. */
export const eventActors = ["human", "proxy", "bot"] as const;
export type EventActor = (typeof eventActors)[number];

/** `hard` is about the mailbox, `soft` means the retries ran out, `block` is about our address, content or policy. */
export type BounceKind = "hard" | "soft" | "block";

/** What a message remembers of its bounces; `unknown` when it was not said. */
export const storedBounceKinds = ["hard", "soft", "block", "unknown"] as const satisfies readonly (
  | BounceKind
  | "unknown"
)[];
export type StoredBounceKind = (typeof storedBounceKinds)[number];

/** One fact to record. The workspace comes from the context it is recorded in. */
export interface NewEvent {
  /** UUIDv7. Recording the same id twice counts once. Made from `occurredAt` when absent. */
  id?: string | undefined;
  type: EventType;
  occurredAt: Date;
  messageId?: string | null | undefined;
  /** Filled in from the message when `messageId` is given. */
  campaignId?: string | null | undefined;
  /** Filled in from the message when `messageId` is given. */
  contactId?: string | null | undefined;
  linkId?: string | null | undefined;
  /** For opens, clicks and unsubscribes; `human` when absent. */
  actor?: EventActor | undefined;
  /** Why the actor was judged a proxy or a bot, as stable codes. */
  reasons?: string[] | undefined;
  ip?: string | null | undefined;
  userAgent?: string | null | undefined;
  /** `message.bounced` needs `{ kind: BounceKind }`; SMTP replies go under `reply`, status codes under `status`. */
  data?: EventData | undefined;
}

export interface EventData {
  kind?: BounceKind;
  reply?: string;
  status?: string;
  [key: string]: unknown;
}
