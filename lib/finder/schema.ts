import { z } from "zod";
import { plainText } from "@/lib/base/text/plain-text.shared";

export const FindEverything = z.object({ query: plainText().trim().max(254).default("") });
export type FindEverything = z.input<typeof FindEverything>;

/** What is found across a workspace, in the order of their worth when they fit equally well. */
export const foundKinds = ["campaign", "list", "segment", "template", "contact"] as const;
export type FoundKind = (typeof foundKinds)[number];

/** One thing that was found. */
export interface FoundItem {
  kind: FoundKind;
  /** Public id. */
  id: string;
  label: string;
  /** Tells it from others of the same name. */
  detail: string;
  /** The smaller the better; see `rankMatch`. */
  rank: number;
}
