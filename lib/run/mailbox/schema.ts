import { z } from "zod";
import type { ActionKind } from "./actions.shared";

export const speeds = ["paused", "realistic", "fast", "instant"] as const;

/** How quickly simulated recipients act. */
export const Speed = z.enum(speeds);
export type Speed = z.infer<typeof Speed>;

export const SimulatorSettings = z.object({ speed: Speed });
export type SimulatorSettings = z.infer<typeof SimulatorSettings>;

/** Which actions to count: done since a moment, about mails whose subject contains a text. */
export const SummaryFilter = z.object({
  since: z.coerce.date().optional(),
  campaign: z.string().max(200).optional(),
});
export type SummaryFilter = z.infer<typeof SummaryFilter>;

/** Filters of the inbox; `q` looks into recipient and subject. */
export const InboxQuery = z.object({
  q: z.string().trim().max(200).default(""),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type InboxQuery = z.infer<typeof InboxQuery>;

export interface InboxItem {
  id: string;
  receivedAt: string;
  to: string;
  from: string;
  subject: string;
  bytes: number;
  unread: boolean;
}

export interface InboxPage {
  items: InboxItem[];
  /** Give it back as `cursor` for the older ones; null at the end. */
  nextCursor: string | null;
}

export interface MailLink {
  url: string;
  text: string;
  /** One of our own tracked links, pixels or public pages. */
  own: boolean;
}

export interface Authentication {
  status: "pass" | "fail" | "none" | "unknown";
  domain: string | null;
  selector: string | null;
  algorithm: string | null;
  /** Headers that the signature covers. */
  signed: string[];
  reason: string;
}

export interface PlannedAction {
  id: string;
  kind: ActionKind;
  dueAt: string;
  doneAt: string | null;
  error: string | null;
  note: string | null;
}

export interface MailDetail extends InboxItem {
  envelopeFrom: string;
  messageId: string | null;
  /** Document for a sandboxed frame: no scripts, tracking pixels taken out. Null when the mail has no HTML part. */
  frameHtml: string | null;
  pixelsRemoved: number;
  text: string;
  /** The raw mail, cut at 300,000 characters. */
  source: string;
  sourceCut: boolean;
  headers: { name: string; value: string }[];
  links: MailLink[];
  attachments: { name: string; type: string; bytes: number }[];
  authentication: Authentication[];
  actions: PlannedAction[];
  /** Why nothing is simulated for this mail, or null when something is. */
  quietBecause: string | null;
}

export interface SimulatorState {
  speed: Speed;
  captured: number;
  pending: number;
  failed: number;
  nextDueAt: string | null;
  /** Distinct recipients by what they did. */
  counts: Record<ActionKind, number>;
}
