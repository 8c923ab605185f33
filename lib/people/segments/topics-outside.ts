import type { Ctx } from "@/lib/base/context";
import { segmentRules } from "./segment-where";

/** The topics that campaigns are about, by the segments that these leave out. UUIDs. */
export async function topicsOutside(ctx: Ctx, segmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (segmentIds.length === 0) return new Map();
  const { workspaceId } = ctx;
  const segments = await ctx.db.segment.findMany({ where: { workspaceId, id: { in: [...segmentIds] } } });
  const about = segments.flatMap(({ id, rules }): [string, string][] => {
    const [rule, ...others] = segmentRules.read(rules).rules;
    return others.length === 0 && rule?.kind === "list" ? [[id, rule.listId]] : [];
  });
  const where = { workspaceId, id: { in: about.map(([, listId]) => listId) }, NOT: { topicOptIn: null } };
  const topics = new Set((await ctx.db.list.findMany({ where, select: { id: true } })).map(({ id }) => id));
  return new Map(about.filter(([, listId]) => topics.has(listId)));
}
