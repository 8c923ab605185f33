import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";

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

/** What somebody writes back. */
export const AnswerReply = ReplyRef.extend({
  text: plainText().trim().min(1, words("Write something first.")).max(50_000, words("Use at most 50,000 characters.")),
  /** Marks the reply as done as well. */
  handled: z.boolean().default(true),
});
export type AnswerReply = z.input<typeof AnswerReply>;

export const AnswerRef = ReplyRef.extend({ answerId: idOf("rpa") });
export type AnswerRef = z.input<typeof AnswerRef>;

export const answerStatuses = ["waiting", "sending", "sent", "failed", "unconfirmed"] as const;
export type AnswerStatus = (typeof answerStatuses)[number];

/** What was written back; times are ISO 8601. */
export interface ReplyAnswerItem {
  id: string;
  status: AnswerStatus;
  /** Why it did not leave, or the other side's words. */
  note: string | null;
  text: string;
  from: string;
  writtenBy: string;
  createdAt: string;
  sentAt: string | null;
}

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
  /** Oldest first, at most 50. */
  answers: ReplyAnswerItem[];
  /** Who an answer would come from; null when there is no sender. */
  answerFrom: string | null;
  /** Why it cannot be answered, in words. */
  answerProblem: string | null;
}
