import type { FilePlace } from "@/lib/base/csv/row-groups";
import type { ImportRow, RowRefusal } from "./row-mapper";

/** What was read and not yet saved. */
export interface PendingBatch {
  rows: ImportRow[];
  refusals: RowRefusal[];
  /** Rows of the file before it. */
  rowsBefore: number;
  /** Rows read so far, those of this batch included. */
  rowsDone: number;
  /** Whoever goes on after it can begin to read here. */
  place: FilePlace;
}
