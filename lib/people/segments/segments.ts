import { recordAudit } from "@/lib/base/audit/record-audit";
import { type Deleted, putInBin } from "@/lib/base/bin/put-in-bin";
import type { Ctx } from "@/lib/base/context";
import { Prisma, type Segment } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { lockNames, taken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";
import { askedProblem } from "./asked-problem";
import { compileSegment } from "./compile-segment";
import { type Counted, countUpTo } from "./count-up-to";
import { requireUnused } from "./require-unused";
import { ruleProblem } from "./rule-problem";
import { CreateSegment, type SegmentGroup, SegmentRef, SegmentRules, UpdateSegment } from "./schema";
import { getSegment, segmentRules, segmentScope } from "./segment-where";

export interface SegmentItem {
  id: string;
  name: string;
  description: string;
  rules: SegmentGroup;
}

export function presentSegment({ id, name, description, rules }: Segment): SegmentItem {
  return { id: publicId("seg", id), name, description, rules: publicRules(segmentRules.read(rules)) };
}

/** Ids inside the tree as they look outside. */
function publicRules(group: SegmentGroup): SegmentGroup {
  const rules = group.rules.map((rule) => {
    switch (rule.kind) {
      case "group":
        return publicRules(rule);
      case "tag":
        return { ...rule, tagId: publicId("tag", rule.tagId) };
      case "list":
        return { ...rule, listId: publicId("lst", rule.listId) };
      case "consent":
        return { ...rule, listId: rule.listId && publicId("lst", rule.listId) };
      case "campaign":
        return { ...rule, campaignId: publicId("cmp", rule.campaignId) };
      case "link":
        return { ...rule, campaignId: rule.campaignId && publicId("cmp", rule.campaignId) };
      case "goal":
        return { ...rule, goalId: publicId("gol", rule.goalId) };
      case "segment":
        return { ...rule, segmentId: publicId("seg", rule.segmentId) };
      default:
        return rule;
    }
  });
  return { ...group, rules };
}

/** The saved segments by name. */
export async function findSegments(ctx: Ctx): Promise<Segment[]> {
  return ctx.db.segment.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
}

export async function createSegment(ctx: Ctx, input: CreateSegment): Promise<Segment> {
  requirePermission(ctx, "segments.write");
  const { name, description, rules } = CreateSegment.parse(input);
  return inTransaction(ctx, async (tx) => {
    await requireFreeName(tx, name);
    await requireFitting(tx, rules, null);
    const segment = await tx.db.segment.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name,
        description,
        rules: segmentRules.write(rules),
        createdAt: tx.now(),
      },
    });
    await recordAudit(tx, "segment.created", { subjectType: "segment", subjectId: segment.id, after: segment });
    return segment;
  });
}

export async function updateSegment(ctx: Ctx, input: UpdateSegment): Promise<Segment> {
  requirePermission(ctx, "segments.write");
  const { segmentId, rules, ...changes } = UpdateSegment.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getSegment(tx, segmentId);
    if (changes.name && changes.name !== before.name) await requireFreeName(tx, changes.name, segmentId);
    if (rules) await requireFitting(tx, rules, segmentId);
    const after = await tx.db.segment.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: segmentId } },
      data: { ...changes, ...(rules && { rules: segmentRules.write(rules) }) },
    });
    await recordAudit(tx, "segment.updated", { subjectType: "segment", subjectId: segmentId, before, after });
    return after;
  });
}

/** Deletes a segment that no campaign needs any more; for 30 days it can be brought back from the bin. */
export async function deleteSegment(ctx: Ctx, input: SegmentRef): Promise<Deleted> {
  requirePermission(ctx, "segments.write");
  const { segmentId } = SegmentRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getSegment(tx, segmentId);
    await requireUnused(tx, "segments", segmentId);
    await tx.db.segment.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id: segmentId } } });
    await recordAudit(tx, "segment.deleted", { subjectType: "segment", subjectId: segmentId, before });
    const { name, description, rules, createdAt } = before;
    return putInBin(tx, { kind: "segment", subjectId: segmentId, name, content: { description, rules, createdAt } });
  });
}

const COUNT_CAP = 100_000;

/** How many a rule tree finds now, saved or not, counted up to 100,000. */
export async function countSegment(ctx: Ctx, input: unknown): Promise<Counted> {
  const rules = SegmentRules.parse(input);
  const scope = await segmentScope(ctx, [rules]);
  const asked = (oneByOne: boolean) =>
    Prisma.sql`contact.workspace_id = ${ctx.workspaceId}::uuid and ${compileSegment(rules, { ...scope, oneByOne })}`;
  return countUpTo(ctx, { together: asked(false), oneByOne: asked(true) }, COUNT_CAP);
}

/** Each rule about a custom field asks what can be asked about one of its type, and about a segment, one that does not ask back. */
async function requireFitting(tx: Ctx, rules: SegmentGroup, segmentId: string | null): Promise<void> {
  const { workspaceId } = tx;
  const fields = await tx.db.contactField.findMany({
    where: { workspaceId },
    select: { key: true, type: true, label: true },
  });
  const problem =
    ruleProblem(rules, new Map(fields.map(({ key, ...field }) => [key, field]))) ??
    (await askedProblem(tx, rules, segmentId));
  if (problem) throw invalid(problem, { rules: problem });
}

/** Two segments may not share a name, nor may two be given one at the same moment. */
async function requireFreeName(tx: Ctx, name: string, exceptId?: string): Promise<void> {
  await lockNames(tx, "segment");
  const found = await tx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from segment where workspace_id = ${tx.workspaceId}::uuid and fold_text(name) = ${foldText(name)}`);
  if (found.some(({ id }) => id !== exceptId)) throw taken(t("Another segment has this name."), "name");
}
