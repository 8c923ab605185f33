import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import type { EmailVia } from "@/lib/content/links/email-content";
import type { Place } from "@/lib/events/ledger/place";

export const messageKinds = ["campaign", "automation", "transactional", "test"] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Our pipeline only; what the world says later is kept as timestamps. */
export const messageStatuses = [
  "pending",
  "queued",
  "sending",
  "sent",
  "deferred",
  "failed",
  "suppressed",
  "skipped",
  "cancelled",
  "unconfirmed",
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export const MessageRef = z.object({ messageId: idOf("msg") });

/** Whose messages to list; the newest of the workspace without any of it. Ids are UUIDs. */
export interface MessageFilters {
  contactId?: string | undefined;
  campaignId?: string | undefined;
  status?: MessageStatus | undefined;
  /** The last message of the page before. */
  after?: string | undefined;
}

/** A row of a list of messages. Ids are public, times ISO 8601. */
export interface MessageItem {
  id: string;
  kind: MessageKind;
  campaignId: string | null;
  contactId: string | null;
  email: string;
  status: MessageStatus;
  place: Place;
  skipReason: string | null;
  createdAt: string;
  sentAt: string | null;
  deliveredAt: string | null;
  bouncedAt: string | null;
  bounceKind: string | null;
  bounceCategory: string | null;
  replyCode: number | null;
  statusCode: string | null;
  replyText: string | null;
  opens: number;
  clicks: number;
}

/** What came back, kept as it came: a mail (`inb_…`) or a call of a provider (`pcl_…`). */
export const RawSourceRef = MessageRef.extend({
  source: z.union([
    idOf("inb").transform((id) => ({ table: "inbound_message" as const, id })),
    idOf("pcl").transform((id) => ({ table: "provider_call" as const, id })),
  ]),
});

/** One try to hand the message over. */
export interface AttemptStep {
  number: number;
  /** accepted, deferred, refused, unconfirmed; null while it is under way. */
  outcome: string | null;
  transport: string | null;
  /** Milliseconds from the beginning to the answer. */
  tookMs: number | null;
  /** When it is tried again, as far as that is known. */
  nextAt: string | null;
}

/** Something that happened, in the order in which it did. Ids are public, times ISO 8601. */
export interface MessageStep {
  id: string;
  at: string;
  /** frozen, accepted (of a single mail), left_out, cancelled, attempt, came_back, or the type of an event such as message.opened. */
  type: string;
  attempt: AttemptStep | null;
  /** The peer's answer in its own words. */
  reply: { code: string | null; status: string | null; text: string | null; server: string | null } | null;
  /** hard, soft or block, and the category of the taxonomy. */
  bounce: { kind: string | null; category: string | null } | null;
  /** Found by recipient and time only: shown, never acted on. */
  likely: boolean;
  /** smtp, dsn, arf, mail, web or a provider. */
  source: string | null;
  /** Who opened or clicked: human, proxy or bot, and the codes of the reasons. */
  actor: string | null;
  reasons: string[];
  /** The clicked URL, the list that was left, the subject of a reply, why somebody was left out. */
  detail: string | null;
  /** What the browser or proxy said of itself, and its address. */
  client: string | null;
  /** Id of the raw source: a mail or a call. */
  raw: string | null;
  /** The answer of a person or their program, where it can be read. */
  replyId: string | null;
}

/** The mail of a program that a message belongs to, with all its recipients. The id is public, the time ISO 8601. */
export interface SingleMailView {
  id: string;
  via: EmailVia;
  tags: { name: string; value: string }[];
  scheduledAt: string | null;
  recipients: number;
  /** Of these, who still waits for it. */
  waiting: number;
  /** Nothing of it has left or was tried. */
  isWhole: boolean;
  /** Its content is still there. */
  isKept: boolean;
}

export interface MessageView {
  id: string;
  kind: MessageKind;
  email: string;
  contactId: string | null;
  campaign: { id: string; name: string } | null;
  /** What is noticed of it, as its campaign or its program asked. */
  tracks: { opens: boolean; clicks: boolean };
  /** The mail of a program that it belongs to; null for messages of campaigns. */
  single: SingleMailView | null;
  /** As this recipient got it; null when the content is not known any more. */
  subject: string | null;
  from: string | null;
  place: Place;
  transport: string | null;
  opens: number;
  clicks: number;
  complained: boolean;
  unsubscribed: boolean;
  replied: boolean;
  attempts: number;
  nextAttemptAt: string | null;
  steps: MessageStep[];
  /** There are more events than are shown. */
  cut: boolean;
  /** What blocks the address now; `byThis` when this message caused it. */
  suppression: { reason: string; since: string; byThis: boolean } | null;
  hasPreview: boolean;
}

export interface MessagePreview {
  subject: string;
  html: string;
  text: string;
}

/** A raw source as text, never to be rendered. */
export interface RawSource {
  title: string;
  receivedAt: string;
  /** Name and value, in their order: envelope of a mail, headers of a call. */
  head: [string, string][];
  text: string;
  cut: boolean;
}
