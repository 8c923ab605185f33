import type { TransportOutcome } from "@/lib/mail/transport";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";

/** A message that somebody would like to hand over. */
export interface PacedMessage {
  messageId: string;
  /** Domain of the recipient's address, lower case, A-labels. */
  emailDomain: string;
}

/** What pacing has to know of the campaign that a group belongs to. */
export interface PacedCampaign {
  id: string;
  /** At most this many a second; fractions such as 0.01 are fine. Null: as fast as the rest allows. */
  maxPerSecond: number | null;
  /** Spread evenly over this many minutes from `startedAt` on; null: no window. */
  spreadMinutes: number | null;
  /** Recipients that are really to be mailed (exclusions not counted), for the even spread. */
  audienceCount: number | null;
  startedAt: Date | null;
}

/** Which of a group may leave, and when. */
export interface GroupPlan {
  /** Ids of the messages that may be handed over after `waitMs`. */
  now: string[];
  /** At most half a second. */
  waitMs: number;
  /** When those left out may be tried; null when none were left out. */
  later: Date | null;
  /** Why nothing more may leave before a person helps: the month's mails are used up. */
  refusal?: TransportRefusal | null;
  /** Gives back what was reserved for messages of `now` that did not leave after all. */
  releaseUnused(ids: readonly string[]): Promise<void>;
}

/** What a receiving system said about one message. */
export interface PacedReply {
  emailDomain: string;
  result: TransportOutcome["result"];
  code: number | null;
  enhanced: string | null;
  text: string;
  /** One of the taxonomy's; found out from the reply when it is not given. */
  category?: string | null;
}
