import type { Ctx } from "@/lib/base/context";
import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { PROBLEM_COLUMN } from "@/lib/people/contacts/own-export";
import { columnsOf } from "./column-names";
import type { ReadyTarget } from "./row-mapper";
import { importMapping } from "./stored-import";

/** So many imports back; who exports from one program each month has the same columns each time. */
const looksBack = 20;

/**
 * What the columns of this header became the last time, when a file with the same was imported; rows that were left over and come back
 * mended have one column more, which is left out. Null when there was none, or a field of it is gone.
 */
export async function rememberedMapping(
  ctx: Ctx,
  header: readonly string[],
  fields: readonly FieldDefinition[],
): Promise<ReadyTarget[] | null> {
  const names = header.map((name) => name.trim());
  const withProblem = names.at(-1) === PROBLEM_COLUMN;
  const wanted = withProblem ? names.slice(0, -1) : names;
  const jobs = await ctx.db.importJob.findMany({
    where: { workspaceId: ctx.workspaceId, startedAt: { not: null } },
    orderBy: { createdAt: "desc" },
    take: looksBack,
    select: { format: true, mapping: true },
  });
  const same = jobs.find((job) => isSame(columnsOf(job), wanted));
  if (!same) return null;
  const mapping = importMapping.read(same.mapping);
  const known = new Set(fields.map(({ key }) => key));
  if (mapping.some((target) => target.to === "field" && !known.has(target.key))) return null;
  return withProblem ? [...mapping, { to: "ignore" }] : mapping;
}

const isSame = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && left.every((name, at) => name === right[at]);
