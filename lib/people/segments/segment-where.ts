import type { Ctx } from "@/lib/base/context";
import type { Prisma, Segment } from "@/lib/base/db/generated/client";
import { storedJson } from "@/lib/base/db/stored-json";
import { notFound } from "@/lib/base/errors";
import { compileSegment, type SegmentScope } from "./compile-segment";
import { type SegmentGroup, SegmentRules } from "./schema";

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
  return compileSegment(await rulesOf(ctx, segmentId), await segmentScope(ctx));
}

/** The rules of a saved segment, or `not_found`. */
export async function rulesOf(ctx: Ctx, segmentId: string): Promise<SegmentGroup> {
  return segmentRules.read((await getSegment(ctx, segmentId)).rules);
}

/** What the rules of a segment are compiled with. */
export async function segmentScope(ctx: Ctx): Promise<SegmentScope> {
  const { workspaceId } = ctx;
  const fields = await ctx.db.contactField.findMany({ where: { workspaceId }, select: { key: true, type: true } });
  return { workspaceId, now: ctx.now(), fieldTypes: new Map(fields.map(({ key, type }) => [key, type])) };
}
