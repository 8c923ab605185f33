import { allOf } from "@/lib/language/list-of";
import { type Msg, msg, t } from "@/lib/language/t";
import type { FieldComparison } from "@/lib/people/fields/comparisons.shared";
import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import type { SegmentCondition } from "./schema";

/** What the ids and keys of conditions are called. */
export interface RuleNames {
  fields: ReadonlyMap<string, { label: string; type: FieldType }>;
  /** By UUID. */
  tags: ReadonlyMap<string, string>;
  lists: ReadonlyMap<string, string>;
  campaigns: ReadonlyMap<string, string>;
}

type Rule<Kind extends SegmentCondition["kind"]> = Extract<SegmentCondition, { kind: Kind }>;

const about = {
  email: msg("E-mail address"),
  email_domain: msg("Domain of the address"),
  first_name: msg("First name"),
  last_name: msg("Last name"),
} as const;

const compared: Readonly<Record<FieldComparison, Msg>> = {
  is: msg("{what} is “{value}”"),
  is_not: msg("{what} is not “{value}”"),
  contains: msg("{what} contains “{value}”"),
  begins_with: msg("{what} begins with “{value}”"),
  less: msg("{what} is below “{value}”"),
  more: msg("{what} is above “{value}”"),
  is_set: msg("{what} is known"),
  is_not_set: msg("{what} is not known"),
};
const comparedDates = { less: msg("{what} is before “{value}”"), more: msg("{what} is after “{value}”") };

/** A condition as a sentence about a person: "Orders is above “7”". */
export function conditionText(rule: SegmentCondition, names: RuleNames): string {
  switch (rule.kind) {
    case "text":
      return comparison(rule, t(about[rule.field]));
    case "field":
      return fieldText(rule, names);
    case "tag":
      return tagText(rule, names.tags.get(rule.tagId));
    case "list":
      return t(listSentences[rule.op][rule.status], { list: names.lists.get(rule.listId) ?? t("a deleted list") });
    case "campaign":
      return t(campaignSentences[rule.op][rule.what], {
        campaign: names.campaigns.get(rule.campaignId) ?? t("a deleted campaign"),
      });
    case "event":
      return eventText(rule);
    case "engagement":
      return t(engagementSentences[rule.op][rule.what], { days: rule.days });
    case "created":
      return t(createdSentences[rule.op], { days: rule.days });
  }
}

type Compared = { op: FieldComparison; value: string | number | boolean };

function comparison({ op, value }: Compared, what: string, isDate = false): string {
  const sentence = isDate && (op === "less" || op === "more") ? comparedDates[op] : compared[op];
  return t(sentence, { what, value: typeof value === "boolean" ? (value ? t("yes") : t("no")) : String(value) });
}

function fieldText(rule: Rule<"field">, { fields }: RuleNames): string {
  const field = fields.get(rule.key);
  return comparison(rule, field?.label ?? rule.key, fieldKind(field?.type ?? "text").input === "date");
}

function tagText({ op }: Rule<"tag">, name: string | undefined): string {
  const tag = name ?? t("deleted", undefined, "instead of the name of a tag");
  return op === "has" ? t("Has the tag “{tag}”", { tag }) : t("Has not the tag “{tag}”", { tag });
}

const listSentences = {
  on: {
    confirmed: msg("Is subscribed to: {list}"),
    pending: msg("Is asked about, and has not confirmed: {list}"),
    unsubscribed: msg("Is unsubscribed from: {list}"),
  },
  not_on: {
    confirmed: msg("Is not subscribed to: {list}"),
    pending: msg("Is not asked about, and has not confirmed: {list}"),
    unsubscribed: msg("Is not unsubscribed from: {list}"),
  },
};

const campaignSentences = {
  did: {
    received: msg("Has received “{campaign}”"),
    opened: msg("Has opened “{campaign}”"),
    clicked: msg("Has clicked “{campaign}”"),
  },
  did_not: {
    received: msg("Has not received “{campaign}”"),
    opened: msg("Has not opened “{campaign}”"),
    clicked: msg("Has not clicked “{campaign}”"),
  },
};

const engagementSentences = {
  within: {
    opened: msg("Opened a mail in the last {days, plural, one {# day} other {# days}}"),
    clicked: msg("Clicked in a mail in the last {days, plural, one {# day} other {# days}}"),
    active: msg("Was active in the last {days, plural, one {# day} other {# days}}"),
  },
  not_within: {
    opened: msg("Opened a mail not in the last {days, plural, one {# day} other {# days}}"),
    clicked: msg("Clicked in a mail not in the last {days, plural, one {# day} other {# days}}"),
    active: msg("Was active not in the last {days, plural, one {# day} other {# days}}"),
  },
};

const createdSentences = {
  within: msg("Was added in the last {days, plural, one {# day} other {# days}}"),
  not_within: msg("Was added not in the last {days, plural, one {# day} other {# days}}"),
};

const eventSentences = {
  did: {
    ever: msg("{times, plural, =1 {Has done “{event}”} other {Has done “{event}” at least # times}}"),
    within: msg(
      "{times, plural, =1 {Has done “{event}”} other {Has done “{event}” at least # times}} in the last {days, plural, one {# day} other {# days}}",
    ),
  },
  did_not: {
    ever: msg("{times, plural, =1 {Has not done “{event}”} other {Has not done “{event}” at least # times}}"),
    within: msg(
      "{times, plural, =1 {Has not done “{event}”} other {Has not done “{event}” at least # times}} in the last {days, plural, one {# day} other {# days}}",
    ),
  },
};

function eventText({ name, op, times, days, where }: Rule<"event">): string {
  const sentence = eventSentences[op][days === null ? "ever" : "within"];
  const done = t(sentence, { event: name, times, days: days ?? 0 });
  if (where.length === 0) return done;
  return t("{done}, where {conditions}", { done, conditions: allOf(where.map((one) => comparison(one, one.key))) });
}
