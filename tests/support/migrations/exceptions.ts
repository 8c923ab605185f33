/** Migrations before this moment came before any release that could be at work beside them. */
export const ruleSince = "20261130000000";

/** What a migration does to the release before it all the same, as the test says it, and why that does no harm. */
export const exceptions: readonly { migration: string; does: string; why: string }[] = [];
