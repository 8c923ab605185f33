import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { type InboundKind, type InboundRoute, inboundKinds } from "./inbound-kinds.shared";

export const InboundQuery = z.object({
  kind: z.enum(inboundKinds).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type InboundQuery = z.infer<typeof InboundQuery>;

export const InboundRef = z.object({ inboundMessageId: idOf("inb") });
export type InboundRef = z.input<typeof InboundRef>;

export interface InboundItem {
  id: string;
  receivedAt: string;
  route: InboundRoute;
  /** Null while it waits to be read. */
  kind: InboundKind | null;
  /** The recipient of the message it speaks about. */
  about: string | null;
  /** The message it speaks about. */
  messageId: string | null;
  /** The message was only found by recipient and time. */
  likely: boolean;
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

/** One mail as it came. */
export interface InboundMail extends InboundItem {
  envelopeFrom: string;
  envelopeTo: string;
  bytes: number;
  /** The raw mail, cut at 200,000 characters. */
  /** Null for those who may not read mail as it came. */
  source: string | null;
  sourceCut: boolean;
  /** What was read from it, by name. */
  facts: { name: string; value: string }[];
}
