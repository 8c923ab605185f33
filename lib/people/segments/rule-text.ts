import { allOf } from "@/lib/language/list-of";
import { type Msg, msg, t } from "@/lib/language/t";
import { consentMethodNames } from "@/lib/people/addresses/consent-method-names.shared";
import type { FieldComparison } from "@/lib/people/fields/comparisons.shared";
import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import { markLabels } from "@/lib/people/hygiene/marks.shared";
import type { SegmentCondition } from "./schema";

/** What the ids and keys of conditions are called. */
export interface RuleNames {
  fields: ReadonlyMap<string, { label: string; type: FieldType }>;
  /** By UUID. */
  tags: ReadonlyMap<string, string>;
  lists: ReadonlyMap<string, string>;
  campaigns: ReadonlyMap<string, string>;
  goals: ReadonlyMap<string, string>;
  segments: ReadonlyMap<string, string>;
}

type Rule<Kind extends SegmentCondition["kind"]> = Extract<SegmentCondition, { kind: Kind }>;

const about = {
  email: msg("E-mail address"),
  email_domain: msg("Domain of the address"),
  first_name: msg("First name"),
  last_name: msg("Last name"),
  language: msg("Language"),
  time_zone: msg("Time zone"),
  external_id: msg("Id in another program"),
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
    case "date":
      return t(dateSentences[rule.op], { what: names.fields.get(rule.key)?.label ?? rule.key, days: rule.days });
    case "tag":
      return tagText(rule, names.tags.get(rule.tagId));
    case "mark":
      return t(markSentences[rule.op], { mark: t(markLabels[rule.mark]) });
    case "list":
      return t(listSentences[rule.op][rule.status], { list: names.lists.get(rule.listId) ?? t("a deleted list") });
    case "consent":
      return consentText(rule, names);
    case "suppressed":
      return rule.op === "is" ? t("Is suppressed") : t("Is not suppressed");
    case "campaign":
      return detailed(
        t(campaignSentences[rule.op][rule.what], {
          campaign: names.campaigns.get(rule.campaignId) ?? t("a deleted campaign"),
        }),
        [byText(rule)],
      );
    case "mails":
      return detailed(t(mailsSentences[rule.op][rule.what], { times: rule.times }), [daysText(rule), byText(rule)]);
    case "link":
      return linkText(rule, names);
    case "goal":
      return goalText(rule, names.goals.get(rule.goalId));
    case "segment":
      return t(segmentSentences[rule.op], { segment: names.segments.get(rule.segmentId) ?? t("a deleted segment") });
    case "share":
      return t(shareSentences[rule.op], { percent: rule.percent, draw: rule.draw });
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

const markSentences = { has: msg("Address: {mark}"), has_not: msg("Address is not: {mark}") };

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

const dateSentences = {
  past: msg(
    "{days, plural, =0 {{what} is today} one {{what} was in the last # day} other {{what} was in the last # days}}",
  ),
  coming: msg(
    "{days, plural, =0 {{what} is today} one {{what} is in the next # day} other {{what} is in the next # days}}",
  ),
  anniversary: msg(
    "{days, plural, =0 {{what} has its anniversary today} one {{what} has its anniversary in the next # day} other {{what} has its anniversary in the next # days}}",
  ),
};

const mailsSentences = {
  did: {
    received: msg("{times, plural, one {Has received a mail} other {Has received at least # mails}}"),
    opened: msg("{times, plural, one {Has opened a mail} other {Has opened at least # mails}}"),
    clicked: msg("{times, plural, one {Has clicked in a mail} other {Has clicked in at least # mails}}"),
  },
  did_not: {
    received: msg("{times, plural, one {Has received no mail} other {Has received fewer than # mails}}"),
    opened: msg("{times, plural, one {Has opened no mail} other {Has opened fewer than # mails}}"),
    clicked: msg("{times, plural, one {Has clicked in no mail} other {Has clicked in fewer than # mails}}"),
  },
};

const linkSentences = {
  did: msg("Has clicked a link with “{words}”"),
  did_not: msg("Has not clicked a link with “{words}”"),
};

const goalSentences = {
  did: msg("{times, plural, =1 {Has reached “{goal}”} other {Has reached “{goal}” at least # times}}"),
  did_not: msg("{times, plural, =1 {Has not reached “{goal}”} other {Has not reached “{goal}” at least # times}}"),
};

const segmentSentences = {
  in: msg("Is in the segment “{segment}”"),
  not_in: msg("Is not in the segment “{segment}”"),
};

const shareSentences = {
  in: msg("Is among the random {percent} % of the draw “{draw}”"),
  not_in: msg("Is not among the random {percent} % of the draw “{draw}”"),
};

/** What was done, with what else is asked of it. */
function detailed(done: string, details: readonly (string | null)[]): string {
  const asked = details.filter((detail) => detail !== null);
  return asked.length === 0 ? done : t("{done}, where {conditions}", { done, conditions: allOf(asked) });
}

const daysText = ({ days }: { days: number | null }) =>
  days === null ? null : t("it was in the last {days, plural, one {# day} other {# days}}", { days });

const byText = ({ by }: { by?: Rule<"mails">["by"] | undefined }) => (by === "anyone" ? t("machines count too") : null);

function consentText(rule: Rule<"consent">, { lists }: RuleNames): string {
  const list = rule.listId === null ? null : (lists.get(rule.listId) ?? t("a deleted list"));
  return detailed(rule.op === "has" ? t("Has agreed to get mail") : t("Has not agreed to get mail"), [
    list === null ? null : t("the list is “{list}”", { list }),
    rule.method === null ? null : t("it was {how}", { how: t(consentMethodNames[rule.method]) }),
    daysText(rule),
  ]);
}

function linkText(rule: Rule<"link">, { campaigns }: RuleNames): string {
  const campaign = rule.campaignId === null ? null : (campaigns.get(rule.campaignId) ?? t("a deleted campaign"));
  return detailed(t(linkSentences[rule.op], { words: rule.words }), [
    campaign === null ? null : t("the campaign is “{campaign}”", { campaign }),
    daysText(rule),
  ]);
}

function goalText(rule: Rule<"goal">, name: string | undefined): string {
  const goal = name ?? t("deleted", undefined, "instead of the name of a goal");
  return detailed(t(goalSentences[rule.op], { goal, times: rule.times }), [
    rule.worth === null
      ? null
      : t("it was worth {worth} or more together", {
          worth: [String(rule.worth), rule.currency].filter(Boolean).join(" "),
        }),
    daysText(rule),
  ]);
}

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
  return detailed(
    done,
    where.map((one) => comparison(one, one.key)),
  );
}
