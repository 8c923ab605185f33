/** So far down the line with the names of the columns may be. */
export const MAX_SKIPPED = 30;
