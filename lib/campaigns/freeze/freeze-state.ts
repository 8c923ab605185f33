import { z } from "zod";
import { storedJson } from "@/lib/base/db/stored-json";

/** A range of contacts, written into the ledger in one transaction. */
const FreezePiece = z.object({
  /** From 0, in the order in which pieces are given out. */
  number: z.int(),
  part: z.int(),
  /** Contacts behind this one, null: from the first… */
  after: z.uuid().nullable(),
  /** …up to this one, null: to the last. */
  upTo: z.uuid().nullable(),
});
export type FreezePiece = z.infer<typeof FreezePiece>;

/** How far the audience of a campaign is frozen; kept with the campaign, in the transactions that freeze it. */
export const FreezeState = z.object({
  variantId: z.uuid(),
  /** Passes over the contacts: one, or one a degree of engagement. */
  parts: z.int(),
  /** When the freeze began: degrees of engagement and message ids count from here. */
  since: z.iso.datetime(),
  /** The pass, and in it the last contact, up to which pieces have been given out. */
  part: z.int(),
  after: z.uuid().nullable(),
  /** How many pieces have been given out. */
  pieces: z.int(),
  /** Those of them that are not in the ledger yet. */
  open: z.array(FreezePiece),
  batches: z.int(),
  total: z.int(),
  pending: z.int(),
});
export type FreezeState = z.infer<typeof FreezeState>;

export const campaignFreezeState = storedJson("campaign.freeze_state", FreezeState);

/** What a piece has put into the ledger. */
export type FreezeSums = Pick<FreezeState, "batches" | "total" | "pending">;

/** Degrees of engagement, most engaged first: active within so many days; null: everybody who is left. */
export const engagementDays = [30, 90, 365, null] as const;

/** The state before the first contact. */
export function firstFreezeState(variantId: string, { engagedFirst = false, now = new Date() } = {}): FreezeState {
  const parts = engagedFirst ? engagementDays.length : 1;
  const none = { pieces: 0, open: [], batches: 0, total: 0, pending: 0 };
  return { variantId, parts, since: now.toISOString(), part: 0, after: null, ...none };
}

/** Whether another piece may be given out. A pass looks at who is in already, so it begins when the one before is written. */
export function hasNextPiece({ part, parts, after, open }: FreezeState): boolean {
  return part < parts && (after !== null || open.length === 0);
}

/** Gives out the next piece, which ends at `upTo`. */
export function giveOut(state: FreezeState, upTo: string | null): { state: FreezeState; piece: FreezePiece } {
  const piece = { number: state.pieces, part: state.part, after: state.after, upTo };
  const part = upTo === null ? state.part + 1 : state.part;
  return { piece, state: { ...state, part, after: upTo, pieces: state.pieces + 1, open: [...state.open, piece] } };
}

/** The state once a piece is in the ledger. */
export function withPiece(state: FreezeState, { number }: FreezePiece, sums: FreezeSums): FreezeState {
  return {
    ...state,
    open: state.open.filter((piece) => piece.number !== number),
    batches: state.batches + sums.batches,
    total: state.total + sums.total,
    pending: state.pending + sums.pending,
  };
}

/** Whether everybody is in the ledger. */
export function isFrozen({ part, parts, open }: FreezeState): boolean {
  return part >= parts && open.length === 0;
}
