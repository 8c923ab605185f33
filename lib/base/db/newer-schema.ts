/** What a release finds in a database that a newer one has migrated. */
export interface NewerSchema {
  /** Names of migrations that this release does not know. */
  unknown: string[];
  /** Such a migration took away what this release still reads: it cannot work on this database. */
  isTooOld: boolean;
  /** All of it in a sentence or two, for whoever runs it. */
  text: string;
}

/** A step that takes something away says in its name which migration a release must know to do without it. */
const contracting = /_after_(\d{14})$/;

/**
 * What is ahead of a release that knows the migrations `known`, in a database with those `applied`; null when nothing is. New migrations
 * only add, so that the release before goes on while it is replaced, or when somebody goes back to it; those that take away come a release
 * later and are named for it (README, "Adding a feature").
 */
export function newerSchema(applied: Iterable<string>, known: readonly string[]): NewerSchema | null {
  const unknown = [...applied].filter((name) => !known.includes(name)).sort();
  if (unknown.length === 0) return null;
  const needed = unknown.flatMap((name) => {
    const after = contracting.exec(name)?.[1];
    return after && !known.some((each) => each.startsWith(`${after}_`)) ? [{ name, after }] : [];
  });
  const count = unknown.length === 1 ? "1 migration" : `${unknown.length} migrations`;
  const found = `The database was migrated by a newer release: ${count} unknown here: ${unknown.join(", ")}.`;
  const [first] = needed;
  const verdict = first
    ? `${first.name} took away what this release reads: start one that knows the migration ${first.after}, or restore the backup from before.`
    : "They only add, so this release can work, for as long as an upgrade or the way back from one takes.";
  return { unknown, isTooOld: first !== undefined, text: `${found} ${verdict}` };
}
