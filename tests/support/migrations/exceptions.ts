/** Migrations before this moment came before any release that could be at work beside them. */
export const ruleSince = "20261130000000";

/** What a migration does to the release before it all the same, as the test says it, and why that does no harm. */
export const exceptions: readonly { migration: string; does: string; why: string }[] = [
  {
    migration: "20261130111502_trusted_identities",
    does: "makes an index on event_identity while nobody writes: concurrently, alone in a migration",
    why: "the table holds what came within the last minutes, and is made by a migration of the same release",
  },
];
