/** What goes into the bin when it is deleted. */
export const binKinds = ["campaign", "segment", "view"] as const;
export type BinKind = (typeof binKinds)[number];

/** How long it can be brought back. */
export const BIN_DAYS = 30;
