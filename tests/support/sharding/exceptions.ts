/**
 * Statements that ask every server on purpose, and why that does no harm. Told by how they begin, with every space as one.
 * What is not here names one workspace.
 */
export const exceptions: readonly { statement: RegExp; why: string }[] = [
  {
    statement:
      /^SELECT "public"\."message"\."(id|workspace_id)", "public"\."message"\."(id|workspace_id)" FROM "public"\."message" WHERE "public"\."message"\."id" (=|IN)/,
    why: "messagesAnywhere: what comes back names a message by nothing but its id; there is an index on it on every server",
  },
  {
    statement: /^insert into installation_suppression .* from suppression where reason in/,
    why: "shareSuppressions: the operator turns sharing on, once, and the suppressions of all workspaces are taken over",
  },
  {
    statement: /^(select t\.ctid::text as ctid|update "\w+" set "\w+_sealed" = \$1 where ctid)/,
    why: "the secret is rotated by a command while the product is stopped",
  },
  {
    statement: /^UPDATE "invitation" i SET "invited_by_id"/,
    why: "a migration from before the tables were distributed, which its test runs once more",
  },
];
