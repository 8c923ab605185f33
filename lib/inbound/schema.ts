import { z } from "zod";

export const inboundKinds = ["dsn", "arf", "unsubscribe", "reply", "auto_reply", "unknown"] as const;
export type InboundKind = (typeof inboundKinds)[number];

/** Words for people, one a kind. */
export const inboundKindLabels: Readonly<Record<InboundKind, string>> = {
  dsn: "Bounce report",
  arf: "Complaint",
  unsubscribe: "Unsubscribe",
  reply: "Reply",
  auto_reply: "Automatic answer",
  unknown: "Not understood",
};

export const InboundQuery = z.object({
  kind: z.enum(inboundKinds).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type InboundQuery = z.infer<typeof InboundQuery>;

export interface InboundItem {
  id: string;
  receivedAt: string;
  /** Null while it waits to be read. */
  kind: InboundKind | null;
  /** The recipient of the message it speaks about. */
  about: string | null;
  /** That message, as long as it exists. */
  messageId: string | null;
  /** What it says, in its own words. */
  says: string | null;
  /** What it changed: hard, soft or block bounce, suppressed…; null when nothing. */
  effect: string | null;
  /** Why nothing could be done with it. */
  problem: string | null;
}

export interface InboundPage {
  items: InboundItem[];
  nextCursor: string | null;
}
