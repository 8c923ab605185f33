import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import { type LiftGround, liftGrounds, type SuppressionReason, suppressionReasons } from "./reasons.shared";

const note = plainText().trim().max(500, words("Use at most 500 characters."));

export const Suppress = z.object({
  email: z.string().trim().min(3, words("Give an e-mail address.")).max(320),
  reason: z.enum(suppressionReasons),
  /** UUID of the message that caused it. */
  messageId: z.uuid().optional(),
  note: note.default(""),
});
export type Suppress = z.input<typeof Suppress>;

export const MAX_BY_HAND = 1_000;

/** Addresses typed or pasted: one a line, or separated by commas, semicolons or spaces. */
export const AddSuppressions = z.object({
  addresses: z.string().max(400_000, words("Add at most 1000 addresses at once; import a file for more.")),
  note: note.default(""),
});
export type AddSuppressions = z.input<typeof AddSuppressions>;

export const MAX_LIFTED = 500;

const lifting = {
  note: plainText()
    .trim()
    .min(3, words("Say why this address may be mailed again."))
    .max(500, words("Use at most 500 characters.")),
  /** Required after a complaint or an unsubscribe. */
  ground: z.enum(Object.keys(liftGrounds) as [LiftGround, ...LiftGround[]]).optional(),
};

/** Lifting says why, so that it can be explained later. */
export const LiftSuppressions = z.object({
  suppressionIds: z
    .array(idOf("sup"))
    .min(1, words("Choose at least one."))
    .max(MAX_LIFTED, words("Lift at most 500.")),
  ...lifting,
});
export type LiftSuppressions = z.input<typeof LiftSuppressions>;

export const LiftContactSuppression = z.object({ contactId: idOf("ctc"), ...lifting });
export type LiftContactSuppression = z.input<typeof LiftContactSuppression>;

/** Lets the address of an erased person come back. */
export const ReadmitAddress = z.strictObject({
  email: z.string().trim().min(3, words("Give an e-mail address.")).max(320),
  note: plainText()
    .trim()
    .min(3, words("Say how this person asked to come back."))
    .max(500, words("Use at most 500 characters.")),
});
export type ReadmitAddress = z.input<typeof ReadmitAddress>;

/** What narrows the list; wrong values in the URL fall back. */
export const SuppressionFilters = z.object({
  /** Beginning of the address, or `@` and the beginning of the domain. */
  query: z
    .string()
    .trim()
    .normalize()
    .toLowerCase()
    .max(320)
    .refine((text) => !text.includes("\0"))
    .catch(""),
  reason: z.enum(suppressionReasons).optional().catch(undefined),
  /** Also those that have run out. */
  expired: z.enum(["yes"]).optional().catch(undefined),
  cursor: z.string().max(700).optional().catch(undefined),
});
export type SuppressionFilters = z.output<typeof SuppressionFilters>;

/** A row of the list; ids are public, times are ISO 8601. */
export interface SuppressionItem {
  id: string;
  email: string;
  reason: SuppressionReason;
  note: string;
  createdAt: string;
  expiresAt: string | null;
  expired: boolean;
  /** The message that caused it, as long as it is known. */
  messageId: string | null;
  contactId: string | null;
}

export interface SuppressionPage {
  items: SuppressionItem[];
  nextCursor: string | null;
}

/** What adding or importing did; `refusals` holds the first of the lines that were refused. */
export interface SuppressionImportResult {
  read: number;
  added: number;
  /** On the list before, or twice in the file. */
  known: number;
  refused: number;
  refusals: { line: number; value: string; reason: string }[];
}

/** How a file is imported: as what, unless a row names its own reason. */
export const ImportSuppressions = z.object({
  reason: z.enum(suppressionReasons).exclude(["soft_bounce", "provider"]).catch("import"),
  note: note.catch(""),
  /**
   * Large files come in pieces of whole lines: how many lines of the file are before this one. A piece that is not the first begins
   * with the first line of the file all the same, for the names of the columns.
   */
  linesBefore: z.coerce.number().int().min(0).catch(0),
});

export const ExplainAddress = z.object({ email: z.string().trim().max(320) });

/** One suppression of an address, now or once. */
export interface SuppressionEpisode {
  reason: SuppressionReason;
  note: string;
  from: string;
  /** Null while it lasts. */
  until: string | null;
  /** lifted, expired, replaced, recipient; null while it lasts. */
  ending: string | null;
  endedBy: string;
  endedNote: string;
  messageId: string | null;
}

/** Why an address is blocked, or that it is not. */
export interface AddressExplanation {
  email: string;
  contactId: string | null;
  blocked: boolean;
  /** The suppression of this workspace that holds now. */
  current: (SuppressionEpisode & { id: string; expiresAt: string | null }) | null;
  /** Blocked for every workspace of the installation. */
  installation: { reason: SuppressionReason; since: string } | null;
  history: SuppressionEpisode[];
  /** When its person was erased: imports and bulk calls leave it out. Null when nobody was, or they came back. */
  erasedAt: string | null;
  /** Lists that the contact is confirmed on; empty means that no campaign reaches it anyway. */
  confirmedLists: string[];
}

export const InstallationFilters = SuppressionFilters.pick({ query: true, cursor: true });
export const AddInstallationSuppressions = AddSuppressions;
export const RemoveInstallationSuppression = z.object({
  email: z.string().trim().toLowerCase().min(3).max(320),
  note: lifting.note,
});
export const ShareSuppressions = z.object({ shared: z.boolean() });

export interface InstallationSuppressionItem {
  id: string;
  email: string;
  reason: SuppressionReason;
  note: string;
  createdAt: string;
  createdByName: string;
  /** Name of the workspace whose bounce or complaint it is; null when the operator added it. */
  origin: string | null;
}
