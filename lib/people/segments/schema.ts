import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { isCurrency } from "@/lib/events/custom/currencies.shared";
import { t, words } from "@/lib/language/t";
import { agreeingMethods } from "@/lib/people/addresses/consent-methods.shared";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { fieldComparisons, type TextComparison, textComparisons } from "@/lib/people/fields/comparisons.shared";
import { addressMarks } from "@/lib/people/hygiene/marks.shared";
import { MAX_PROPERTY_RULES, MAX_TIMES } from "./event-comparisons.shared";

const textOps = Object.keys(textComparisons) as [TextComparison, ...TextComparison[]];
const days = z.number().int().min(1).max(3650);
const times = z.number().int().min(1).max(MAX_TIMES);
const deeds = z.enum(["received", "opened", "clicked"]);
/** Opens and clicks of machines and privacy proxies count only where it is asked for. */
const actors = z.enum(["people", "anyone"]);

/** One test of a person. */
export const SegmentCondition = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    field: z.enum(["email", "email_domain", "first_name", "last_name", "language", "time_zone", "external_id"]),
    op: z.enum(textOps),
    value: plainText().max(254).default(""),
  }),
  z.strictObject({
    kind: z.literal("field"),
    key: plainText().max(60),
    op: z.enum(fieldComparisons),
    value: z.union([plainText().max(2000), z.number(), z.boolean()]).default(""),
  }),
  z.strictObject({
    kind: z.literal("date"),
    /** Of a custom field of the type date. */
    key: plainText().max(60),
    /** In the last so many days, or in the next, today among both; or its day and month come round in the next. */
    op: z.enum(["past", "coming", "anniversary"]),
    days: z.number().int().min(0).max(365),
  }),
  z.strictObject({ kind: z.literal("tag"), tagId: idOf("tag"), op: z.enum(["has", "has_not"]) }),
  z.strictObject({
    kind: z.literal("list"),
    listId: idOf("lst"),
    op: z.enum(["on", "not_on"]),
    status: z.enum(subscriptionStatuses).default("confirmed"),
  }),
  z.strictObject({
    kind: z.literal("consent"),
    /** By the ledger: whoever agreed, even if they left since. */
    op: z.enum(["has", "has_not"]),
    /** Null: to any list. */
    listId: idOf("lst").nullable().default(null),
    /** Null: in any way. */
    method: z.enum(agreeingMethods).nullable().default(null),
    days: days.nullable().default(null),
  }),
  /** Whoever must not be mailed, by this workspace or by the operator. */
  z.strictObject({ kind: z.literal("suppressed"), op: z.enum(["is", "is_not"]) }),
  z.strictObject({
    kind: z.literal("engagement"),
    /** By people only: opens and clicks of machines and privacy proxies do not count. */
    what: z.enum(["opened", "clicked", "active"]),
    op: z.enum(["within", "not_within"]),
    days,
  }),
  z.strictObject({
    kind: z.literal("campaign"),
    campaignId: idOf("cmp"),
    /** Received: it was sent and did not bounce. */
    what: deeds,
    op: z.enum(["did", "did_not"]),
    by: actors.optional(),
  }),
  z.strictObject({
    kind: z.literal("mails"),
    what: deeds,
    op: z.enum(["did", "did_not"]),
    /** So many mails at least, each counted once. */
    times: times.default(1),
    days: days.nullable().default(null),
    by: actors.default("people"),
  }),
  z.strictObject({
    kind: z.literal("link"),
    /** In the address of the link, or in its text. */
    words: plainText().trim().min(1, words("Say a part of the link's address or text.")).max(500),
    op: z.enum(["did", "did_not"]),
    /** Null: of any campaign. */
    campaignId: idOf("cmp").nullable().default(null),
    days: days.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal("event"),
    /** As programs call it. */
    name: plainText().trim().min(1, words("Choose an event.")).max(200),
    op: z.enum(["did", "did_not"]),
    /** At least so often. */
    times: times.default(1),
    /** Within so many days; null: ever. */
    days: days.nullable().default(null),
    /** All of these hold of each of the events. */
    where: z
      .array(
        z.strictObject({
          key: plainText().trim().min(1, words("Name the property.")).max(100),
          op: z.enum(fieldComparisons),
          value: z.union([plainText().max(500), z.number(), z.boolean()]).default(""),
        }),
      )
      .max(MAX_PROPERTY_RULES, words("Ask about 5 properties at most."))
      .default([]),
  }),
  z.strictObject({
    kind: z.literal("goal"),
    goalId: idOf("gol"),
    op: z.enum(["did", "did_not"]),
    times: times.default(1),
    days: days.nullable().default(null),
    /** Worth so much together; null: whatever it was. */
    worth: z.number().min(0).max(1_000_000_000_000).nullable().default(null),
    /** ISO 4217, where the events of the goal say each its own. */
    currency: z
      .string()
      .refine(isCurrency, words("Use the three letters of a currency, such as EUR."))
      .nullable()
      .default(null),
  }),
  z.strictObject({ kind: z.literal("segment"), segmentId: idOf("seg"), op: z.enum(["in", "not_in"]) }),
  z.strictObject({
    kind: z.literal("share"),
    op: z.enum(["in", "not_in"]),
    /** By chance, and for good. */
    percent: z.number().int().min(1).max(99),
    /** Another draw finds other people; the same one the same, in every segment. */
    draw: plainText().trim().min(1, words("Name the draw.")).max(40).default("A"),
  }),
  /** What is wrong with the address, though it is written rightly. */
  z.strictObject({ kind: z.literal("mark"), mark: z.enum(addressMarks), op: z.enum(["has", "has_not"]) }),
  z.strictObject({ kind: z.literal("created"), op: z.enum(["within", "not_within"]), days }),
]);
export type SegmentCondition = z.output<typeof SegmentCondition>;

export interface SegmentGroup {
  kind: "group";
  match: "all" | "any" | "none";
  rules: SegmentRule[];
}
export type SegmentRule = SegmentCondition | SegmentGroup;

const MAX_DEPTH = 5;

function group(depth: number): z.ZodType<SegmentGroup> {
  const rule: z.ZodType<SegmentRule> = depth > 1 ? z.union([SegmentCondition, group(depth - 1)]) : SegmentCondition;
  return z.strictObject({
    kind: z.literal("group"),
    match: z.enum(["all", "any", "none"]),
    rules: z.array(rule).max(50, words("Use at most 50 rules in a group.")),
  });
}

/** Each condition is a question to the database about everybody. */
const MAX_CONDITIONS = 100;

/** Counts before anything is read: what is too much is said once, and costs nothing. */
function sizeProblem(rules: unknown): string | null {
  let level: unknown[] = [rules];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return t("Groups can stand {limit} deep at most.", { limit: MAX_DEPTH });
    const lists = level.map((each) => (each as { rules?: unknown } | null)?.rules).filter(Array.isArray);
    const inside = lists.reduce((sum, list) => sum + list.length, 0);
    count += inside;
    if (count > MAX_CONDITIONS)
      return t("A segment can have {limit} conditions at most, groups included.", { limit: MAX_CONDITIONS });
    level = lists.flat();
  }
  return null;
}

/** The rule tree of a segment: groups of all, any or none, nested five deep at most. A group without conditions is passed over. */
export const SegmentRules = z
  .unknown()
  .superRefine((rules, ctx) => {
    const problem = sizeProblem(rules);
    if (problem) ctx.addIssue({ code: "custom", message: problem });
  })
  .pipe(group(MAX_DEPTH)) as z.ZodType<SegmentGroup, SegmentGroup>;

const name = plainText()
  .trim()
  .min(1, words("Give the segment a name."))
  .max(120, words("Use at most 120 characters."));
const description = plainText().trim().max(500, words("Use at most 500 characters."));

export const CreateSegment = z.strictObject({ name, description: description.default(""), rules: SegmentRules });
export type CreateSegment = z.input<typeof CreateSegment>;
export const SegmentRef = z.object({ segmentId: idOf("seg") });
export type SegmentRef = z.input<typeof SegmentRef>;
export const UpdateSegment = z.strictObject({
  ...SegmentRef.shape,
  name: name.optional(),
  description: description.optional(),
  rules: SegmentRules.optional(),
});
export type UpdateSegment = z.input<typeof UpdateSegment>;
