import type { ImportRow, Refusal } from "./row-mapper";

/** What was read and not yet saved. */
export interface PendingBatch {
  rows: ImportRow[];
  refusals: Refusal[];
  /** Records read so far, those of this batch included. */
  rowsDone: number;
}
