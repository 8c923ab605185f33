import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";

export const replyKinds = ["person", "automatic"] as const;
export type ReplyKind = (typeof replyKinds)[number];

export const ReplyFilters = z.object({
  kind: z.enum(replyKinds).catch("person").default("person"),
  /** open: nobody has dealt with it yet. */
  state: z.enum(["open", "all"]).catch("all").default("all"),
  cursor: idOf("rpl").optional().catch(undefined),
});
export type ReplyFilters = z.output<typeof ReplyFilters>;

export const ReplyRef = z.object({ replyId: idOf("rpl") });
export type ReplyRef = z.input<typeof ReplyRef>;

export const SetReplyHandled = ReplyRef.extend({ handled: z.boolean() });
export type SetReplyHandled = z.input<typeof SetReplyHandled>;

export const forwardStates = ["none", "waiting", "sending", "forwarded", "failed", "unconfirmed"] as const;
export type ForwardState = (typeof forwardStates)[number];

export interface ReplyItem {
  id: string;
  kind: ReplyKind;
  flavour: string | null;
  receivedAt: string;
  fromName: string;
  fromEmail: string;
  subject: string;
  preview: string;
  attachments: number;
  contactId: string | null;
  messageId: string | null;
  campaign: { id: string; name: string } | null;
  /** Which message it answers is only likely: by recipient and time. */
  likely: boolean;
  handled: boolean;
  forward: ForwardState;
}

export interface ReplyPage {
  items: ReplyItem[];
  /** Open ones of people, in all. */
  open: number;
  nextCursor: string | null;
}

export interface ReplyDetail extends ReplyItem {
  /** The whole text, the quoted mail included. */
  text: string;
  /** Document for a sandboxed frame; null when it has no HTML part. */
  frameHtml: string | null;
  files: { name: string; type: string; bytes: number }[];
  handledAt: string | null;
  handledBy: string | null;
  forwardTo: string | null;
  forwardNote: string | null;
  forwardedAt: string | null;
  inboundMessageId: string;
}
