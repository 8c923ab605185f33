import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { compileSegment } from "@/lib/people/segments/compile-segment";
import { conditionText, type RuleNames } from "@/lib/people/segments/rule-text";
import type { SegmentCondition, SegmentGroup } from "@/lib/people/segments/schema";
import { conditionsOf, getSegment, segmentRules, segmentScope } from "@/lib/people/segments/segment-where";
import { findSegments } from "@/lib/people/segments/segments";
import { getContact } from "./get-contact";

/** A saved segment, and whether a person is in it now. */
export interface ContactSegment {
  id: string;
  name: string;
  isIn: boolean;
}

/** Why: the rules as they are nested, each with whether it holds for the person. */
export interface SegmentReason {
  match: SegmentGroup["match"];
  holds: boolean;
  parts: (SegmentReason | { text: string; holds: boolean })[];
}

/** Rules that are asked about in one statement. */
const atOnce = 25;

/** Every saved segment by name, at most 500, with whether the contact is in it. */
export async function contactSegments(ctx: Ctx, contactId: string): Promise<ContactSegment[]> {
  requirePermission(ctx, "segments.read");
  const [segments] = await Promise.all([findSegments(ctx), getContact(ctx, contactId)]);
  const found = await holding(
    ctx,
    contactId,
    segments.map(({ rules }) => segmentRules.read(rules)),
  );
  return segments.map(({ id, name }, index) => ({ id: publicId("seg", id), name, isIn: found[index] ?? false }));
}

/** Why a contact is, or is not, in a segment. */
export async function contactInSegment(
  ctx: Ctx,
  { contactId, segmentId }: { contactId: string; segmentId: string },
): Promise<SegmentReason> {
  requirePermission(ctx, "segments.read");
  const [segment] = await Promise.all([getSegment(ctx, segmentId), getContact(ctx, contactId)]);
  const rules = segmentRules.read(segment.rules);
  const conditions = conditionsOf(rules);
  const groups = conditions.map((rule): SegmentGroup => ({ kind: "group", match: "all", rules: [rule] }));
  const [found, names] = await Promise.all([holding(ctx, contactId, groups), ruleNames(ctx, conditions)]);
  const answers = new Map(conditions.map((rule, index) => [rule, found[index] ?? false]));
  return reasonOf(rules, (rule) => ({ text: conditionText(rule, names), holds: answers.get(rule) ?? false }));
}

/** Which of some rule trees hold for one person. */
async function holding(ctx: Ctx, contactId: string, trees: readonly SegmentGroup[]): Promise<boolean[]> {
  const scope = { ...(await segmentScope(ctx, trees)), oneByOne: true };
  const found: boolean[] = [];
  for (let at = 0; at < trees.length; at += atOnce) {
    const asked = trees.slice(at, at + atOnce).map((tree) => compileSegment(tree, scope));
    const [row] = await ctx.db.$queryRaw<{ found: boolean[] }[]>(Prisma.sql`
      select array[${Prisma.join(asked)}] as found from contact
       where contact.workspace_id = ${ctx.workspaceId}::uuid and contact.id = ${contactId}::uuid`);
    found.push(...(row?.found ?? asked.map(() => false)));
  }
  return found;
}

/** A group without conditions says nothing and is left out, as when a segment is compiled. */
function reasonOf(
  { match, rules }: SegmentGroup,
  answer: (rule: SegmentCondition) => { text: string; holds: boolean },
): SegmentReason {
  const parts = rules.flatMap((rule): SegmentReason["parts"] => {
    if (rule.kind !== "group") return [answer(rule)];
    const inside = reasonOf(rule, answer);
    return inside.parts.length > 0 ? [inside] : [];
  });
  const some = parts.some(({ holds }) => holds);
  const every = parts.every(({ holds }) => holds);
  const holds = parts.length === 0 || (match === "all" ? every : match === "any" ? some : !some);
  return { match, holds, parts };
}

async function ruleNames(ctx: Ctx, conditions: readonly SegmentCondition[]): Promise<RuleNames> {
  const { workspaceId } = ctx;
  const asked = (idOf: (rule: SegmentCondition) => string | null) => ({
    where: { workspaceId, id: { in: conditions.map(idOf).filter((id) => id !== null) } },
    select: { id: true, name: true },
  });
  const [fields, tags, lists, campaigns, goals, segments] = await Promise.all([
    ctx.db.contactField.findMany({ where: { workspaceId }, select: { key: true, label: true, type: true } }),
    ctx.db.tag.findMany(asked((rule) => ("tagId" in rule ? rule.tagId : null))),
    ctx.db.list.findMany(asked((rule) => ("listId" in rule ? rule.listId : null))),
    ctx.db.campaign.findMany(asked((rule) => ("campaignId" in rule ? rule.campaignId : null))),
    ctx.db.goal.findMany(asked((rule) => ("goalId" in rule ? rule.goalId : null))),
    ctx.db.segment.findMany(asked((rule) => ("segmentId" in rule ? rule.segmentId : null))),
  ]);
  const byId = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return {
    fields: new Map(fields.map(({ key, ...field }) => [key, field])),
    tags: byId(tags),
    lists: byId(lists),
    campaigns: byId(campaigns),
    goals: byId(goals),
    segments: byId(segments),
  };
}
