import type { RetentionItem } from "./schema";

type Ran = Pick<RetentionItem, "keep" | "begins" | "lastRun">;

/** When the kinds that are looked through were the last time, and how many rows went then; what is kept for good or has not begun counts no more. */
export function lastRunOf(items: readonly Ran[]): RetentionItem["lastRun"] {
  const runs = items.flatMap(({ keep, begins, lastRun }) => (keep !== null && !begins && lastRun ? [lastRun] : []));
  const at = runs
    .map((run) => run.at)
    .sort()
    .at(-1);
  return at === undefined ? null : { at, rows: runs.reduce((sum, { rows }) => sum + rows, 0) };
}
