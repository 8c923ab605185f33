import type { ImportRow, RowRefusal } from "./row-mapper";

/** What was read and not yet saved. */
export interface PendingBatch {
  rows: ImportRow[];
  refusals: RowRefusal[];
  /** Records read so far, those of this batch included. */
  rowsDone: number;
}
