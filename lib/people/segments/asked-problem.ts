import type { Ctx } from "@/lib/base/context";
import { t } from "@/lib/language/t";
import type { SegmentGroup } from "./schema";
import { conditionsOf, segmentRules } from "./segment-where";

/** With those of the segments that a segment asks for, and that these ask for. */
const MAX_TOGETHER = 200;

/**
 * Why the rules of a segment cannot ask for the segments and goals that they ask for; in words, null when they can. A segment must not come back to itself,
 * and what is asked for has to be there: of what is deleted nobody would be found, without a word. `segmentId` is null for a new one.
 */
export async function askedProblem(
  tx: Pick<Ctx, "db" | "workspaceId">,
  rules: SegmentGroup,
  segmentId: string | null,
): Promise<string | null> {
  const { workspaceId } = tx;
  const conditions = conditionsOf(rules);
  const goalIds = [...new Set(conditions.flatMap((rule) => (rule.kind === "goal" ? [rule.goalId] : [])))];
  const goals = goalIds.length === 0 ? [] : await tx.db.goal.findMany({ where: { workspaceId, id: { in: goalIds } } });
  if (goals.length < goalIds.length) return t("A rule asks for a goal that no longer exists.");
  const unclear = conditions.find(
    (rule) =>
      rule.kind === "goal" &&
      rule.worth !== null &&
      rule.currency === null &&
      goals.some(({ id, currencyProperty }) => id === rule.goalId && currencyProperty !== null),
  );
  if (unclear) return t("Say the currency of what the goal is worth: its events each have their own.");
  if (!conditions.some((rule) => rule.kind === "segment")) return null;
  const rows = await tx.db.segment.findMany({ where: { workspaceId }, select: { id: true, name: true, rules: true } });
  const others = new Map(rows.map((row) => [row.id, { name: row.name, rules: segmentRules.read(row.rules) }]));
  return new Asked(others, segmentId).problemOf(rules);
}

class Asked {
  readonly #others: ReadonlyMap<string, { name: string; rules: SegmentGroup }>;
  readonly #own: string | null;
  #count = 0;

  constructor(others: ReadonlyMap<string, { name: string; rules: SegmentGroup }>, own: string | null) {
    this.#others = others;
    this.#own = own;
  }

  /** `path`: the names of the segments between. */
  problemOf(rules: SegmentGroup, path: readonly string[] = []): string | null {
    for (const rule of conditionsOf(rules)) {
      this.#count += 1;
      if (this.#count > MAX_TOGETHER)
        return t("With the segments that it asks for, a segment can have {limit} conditions at most.", {
          limit: MAX_TOGETHER,
        });
      if (rule.kind !== "segment") continue;
      const asked = this.#others.get(rule.segmentId);
      if (!asked) return t("A rule asks for a segment that no longer exists.");
      if (rule.segmentId === this.#own) return comesBack([...path, asked.name]);
      const problem = this.problemOf(asked.rules, [...path, asked.name]);
      if (problem) return problem;
    }
    return null;
  }
}

const comesBack = (names: readonly string[]) =>
  names.length === 1
    ? t("A segment cannot ask for itself.")
    : t("A segment cannot ask for one that asks for it: {path}.", {
        path: names.map((name) => `“${name}”`).join(" → "),
      });
