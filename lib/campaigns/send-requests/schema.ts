import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import type { SendRequestState } from "./send-request-states.shared";

/** For how long somebody may answer. */
export const ASKED_FOR_MS = 24 * 3_600_000;

export const AskToSend = z.strictObject({
  campaignId: idOf("cmp"),
  at: z.iso
    .datetime({ offset: true, error: words("Give a time such as 2027-04-01T09:00:00+02:00.") })
    .optional()
    .meta({ description: "When it is to leave; left out: as soon as somebody confirms." }),
  note: plainText()
    .max(500, words("Use at most 500 characters."))
    .trim()
    .default("")
    .meta({ description: "Why, in a sentence: the person who decides reads it." }),
});
export type AskToSend = z.input<typeof AskToSend>;

export const SendRequestRef = z.object({ sendRequestId: idOf("srq") });
export type SendRequestRef = z.input<typeof SendRequestRef>;

export const ConfirmSend = z.strictObject({
  ...SendRequestRef.shape,
  /** How many people the page said would receive it. */
  audience: z.int(words("Say how many people it is for.")).min(0),
});
export type ConfirmSend = z.input<typeof ConfirmSend>;

/** A question whether a campaign may be sent; ids are public, times ISO 8601. */
export interface SendRequestView {
  id: string;
  campaignId: string;
  campaignName: string;
  /** As they were when it was asked. */
  subject: string;
  fromName: string;
  fromEmail: string;
  /** People who would have received it then. */
  audience: number;
  /** Null: as soon as somebody confirms. */
  at: string | null;
  note: string;
  askedBy: string;
  askedAt: string;
  expiresAt: string;
  state: SendRequestState;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** The same for whoever decides. */
export interface LookedAtRequest extends SendRequestView {
  /** The campaign is a draft still, and the one that was asked about. */
  asAsked: boolean;
  /** People who would receive it now. */
  willReceive: number;
  /** Of very many people a sample was counted. */
  isAbout: boolean;
  /** Of lists, segments and tags. */
  audienceNames: string[];
  /** Its time is meant in everybody's own zone. */
  localTime: boolean;
  /** Null: as fast as the way out allows. */
  spreadMinutes: number | null;
  /** Changes with the content of the campaign. */
  version: string;
}
