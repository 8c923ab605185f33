import type { Ctx } from "@/lib/base/context";
import type { Prisma, Segment } from "@/lib/base/db/generated/client";
import { storedJson } from "@/lib/base/db/stored-json";
import { notFound } from "@/lib/base/errors";
import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";
import { compileSegment, type SegmentScope } from "./compile-segment";
import { type SegmentCondition, type SegmentGroup, SegmentRules } from "./schema";

export const segmentRules = storedJson("segment.rules", SegmentRules);

/** A segment of this workspace, or `not_found`. */
export async function getSegment(ctx: Ctx, id: string): Promise<Segment> {
  const segment = await ctx.db.segment.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
  });
  if (!segment) throw notFound("segment");
  return segment;
}

/** SQL condition on the table `contact` for who is in a saved segment now. Name the workspace of `contact` beside it. */
export async function segmentWhere(ctx: Ctx, segmentId: string): Promise<Prisma.Sql> {
  const rules = await savedRules(ctx, segmentId);
  return compileSegment(rules, await segmentScope(ctx, [rules]));
}

/** The rules of a saved segment, or `not_found`. */
export async function savedRules(ctx: Ctx, segmentId: string): Promise<SegmentGroup> {
  return segmentRules.read((await getSegment(ctx, segmentId)).rules);
}

/** What rule trees are compiled with: of goals and segments only where one of them, or of those they ask for, asks. */
export async function segmentScope(ctx: Ctx, trees: readonly SegmentGroup[]): Promise<SegmentScope> {
  const { workspaceId } = ctx;
  const segments = asks(trees, "segment") ? await allRules(ctx) : new Map<string, SegmentGroup>();
  const asked = [...trees, ...segments.values()];
  const [fields, goals, workspace] = await Promise.all([
    ctx.db.contactField.findMany({ where: { workspaceId }, select: { key: true, type: true } }),
    asks(asked, "goal") ? ctx.db.goal.findMany({ where: { workspaceId } }) : [],
    asks(asked, "date")
      ? ctx.db.workspace.findUnique({ where: { id: workspaceId }, select: { timeZone: true } })
      : null,
  ]);
  return {
    workspaceId,
    now: ctx.now(),
    today: dateToWallTime(ctx.now(), workspace?.timeZone ?? "UTC").slice(0, 10),
    fieldTypes: new Map(fields.map(({ key, type }) => [key, type])),
    goals: new Map(goals.map((goal) => [goal.id, goal])),
    segments,
  };
}

async function allRules({ db, workspaceId }: Ctx): Promise<ReadonlyMap<string, SegmentGroup>> {
  const segments = await db.segment.findMany({ where: { workspaceId }, select: { id: true, rules: true } });
  return new Map(segments.map(({ id, rules }) => [id, segmentRules.read(rules)]));
}

const asks = (trees: readonly SegmentGroup[], kind: SegmentCondition["kind"]) =>
  trees.some((tree) => conditionsOf(tree).some((rule) => rule.kind === kind));

/** The conditions of a tree, in their order. */
export function conditionsOf({ rules }: SegmentGroup): SegmentCondition[] {
  return rules.flatMap((rule) => (rule.kind === "group" ? conditionsOf(rule) : [rule]));
}
