import { t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import { textComparisons } from "@/lib/people/fields/comparisons.shared";
import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";

export interface RuleChoices {
  fields: FieldItem[];
  tags: { id: string; name: string }[];
  lists: { id: string; name: string }[];
  /** The latest that were launched. */
  campaigns: { id: string; name: string }[];
  /** Names of events that came, with the names of their properties. */
  events: { name: string; properties: string[] }[];
  goals: { id: string; name: string }[];
  segments: { id: string; name: string }[];
}

/** A field that was deleted since is edited as a text: nobody has a value of it. */
export function typeOf(field: string, fields: readonly FieldItem[]): FieldType {
  return fields.find(({ key }) => key === field)?.type ?? "text";
}

/** A fresh condition about one thing, by its kind and what of it: `text:email`, `field:age`, `engagement:opened`, `event`. */
export function newCondition(about: string, choices: RuleChoices): SegmentCondition {
  const { fields, tags, lists, campaigns, events, goals, segments } = choices;
  const [kind, name = ""] = about.split(":", 2);
  if (kind === "field") {
    return { kind: "field", key: name, op: "is", value: fieldKind(typeOf(name, fields)).ruleStart };
  }
  if (kind === "tag") return { kind, tagId: tags[0]?.id ?? "", op: "has" };
  if (kind === "mark") return { kind, mark: "role", op: "has" };
  if (kind === "list") return { kind, listId: lists[0]?.id ?? "", op: "on", status: "confirmed" };
  if (kind === "engagement") return { kind, what: name as "opened" | "clicked" | "active", op: "within", days: 30 };
  const what = name as "received" | "opened" | "clicked";
  if (kind === "campaign") return { kind, campaignId: campaigns[0]?.id ?? "", what, op: "did" };
  if (kind === "mails") return { kind, what, op: "did", times: 3, days: 90, by: "people" };
  if (kind === "link") return { kind, words: "", op: "did", campaignId: null, days: null };
  if (kind === "date") return { kind, key: name, op: "anniversary", days: 7 };
  if (kind === "consent") return { kind, op: "has", listId: null, method: null, days: null };
  if (kind === "suppressed") return { kind, op: "is_not" };
  if (kind === "goal")
    return { kind, goalId: goals[0]?.id ?? "", op: "did", times: 1, days: 90, worth: null, currency: null };
  if (kind === "segment") return { kind, segmentId: segments[0]?.id ?? "", op: "in" };
  if (kind === "share") return { kind, op: "in", percent: 10, draw: "A" };
  if (kind === "event") return { kind, name: events[0]?.name ?? "", op: "did", times: 1, days: 30, where: [] };
  if (kind === "created") return { kind, op: "within", days: 30 };
  return { kind: "text", field: name as "email", op: "contains", value: "" };
}

/** What a condition is about, as `newCondition` takes it. */
export function aboutOf(rule: SegmentCondition): string {
  if (rule.kind === "text") return `text:${rule.field}`;
  if (rule.kind === "field" || rule.kind === "date") return `${rule.kind}:${rule.key}`;
  return "what" in rule ? `${rule.kind}:${rule.what}` : rule.kind;
}

/** What a rule can be about, in groups for a select. */
export function subjects({
  fields,
  tags,
  lists,
  campaigns,
  events,
  goals,
  segments,
}: RuleChoices): { group: string; items: [id: string, label: string][] }[] {
  return [
    {
      group: t("Person"),
      items: [
        ["text:email", t("E-mail address")],
        ["text:email_domain", t("Domain of the address")],
        ["text:first_name", t("First name")],
        ["text:last_name", t("Last name")],
        ["text:language", t("Language")],
        ["text:time_zone", t("Time zone")],
        ["text:external_id", t("Id in another program")],
        ["created", t("Added")],
        ["mark", t("Mark on the address")],
      ],
    },
    {
      group: t("Custom fields"),
      items: fields.flatMap(({ key, label, type }) => [
        [`field:${key}`, label],
        ...(type === "date" ? [[`date:${key}`, t("{field}, from today", { field: label })]] : []),
      ]),
    },
    {
      group: t("Belongs to"),
      items: [
        ...(lists.length > 0 ? [["list", t("List")] as [string, string]] : []),
        ...(tags.length > 0 ? [["tag", t("Tag")] as [string, string]] : []),
        ...(segments.length > 0 ? [["segment", t("Segment")] as [string, string]] : []),
        ["consent", t("Agreed to get mail")],
        ["suppressed", t("Suppressed")],
        ["share", t("Random share")],
      ],
    },
    {
      group: t("Engagement"),
      items: [
        ["engagement:opened", t("Opened a mail")],
        ["engagement:clicked", t("Clicked in a mail")],
        ["engagement:active", t("Was active")],
        ["mails:received", t("Mails received")],
        ["mails:opened", t("Mails opened")],
        ["mails:clicked", t("Mails clicked")],
      ],
    },
    {
      group: t("Elsewhere"),
      items: [
        ...(events.length > 0 ? [["event", t("Did something")]] : []),
        ...(goals.length > 0 ? [["goal", t("Reached a goal")]] : []),
      ],
    },
    {
      group: t("One campaign"),
      items:
        campaigns.length > 0
          ? [
              ["campaign:received", t("Received a campaign")],
              ["campaign:opened", t("Opened a campaign")],
              ["campaign:clicked", t("Clicked in a campaign")],
              ["link", t("Clicked a link")],
            ]
          : [],
    },
  ].filter(({ items }) => items.length > 0) as { group: string; items: [string, string][] }[];
}

/** Somebody is in it, or not. */
const belonging: Partial<Record<SegmentCondition["kind"], [string, string]>> = {
  list: ["on", "not_on"],
  suppressed: ["is", "is_not"],
  segment: ["in", "not_in"],
  share: ["in", "not_in"],
};

/** The comparisons that make sense for a condition. */
export function operators(rule: SegmentCondition, fields: readonly FieldItem[]): [string, string][] {
  if (rule.kind === "tag")
    return [
      ["has", t("is", undefined, "the tag of a person is …")],
      ["has_not", t("is not", undefined, "the tag of a person is not …")],
    ];
  if (rule.kind === "mark")
    return [
      ["has", t("is", undefined, "the mark on an address is …")],
      ["has_not", t("is not", undefined, "the mark on an address is not …")],
    ];
  if (rule.kind === "campaign")
    return [
      ["did", t("namely", undefined, "opened a campaign, namely this one")],
      ["did_not", t("but not", undefined, "opened a campaign, but not this one")],
    ];
  if (rule.kind === "mails")
    return [
      ["did", t("at least", undefined, "so many mails")],
      ["did_not", t("fewer than", undefined, "so many mails")],
    ];
  if (rule.kind === "event" || rule.kind === "goal" || rule.kind === "link")
    return [
      ["did", t("has done", undefined, "this event")],
      ["did_not", t("has not done", undefined, "this event")],
    ];
  const is = belonging[rule.kind];
  if (is)
    return [
      [is[0], t("is", undefined, "the person is on this list")],
      [is[1], t("is not", undefined, "the person is not on this list")],
    ];
  if (rule.kind === "consent")
    return [
      ["has", t("has", undefined, "the person has agreed")],
      ["has_not", t("has not", undefined, "the person has not agreed")],
    ];
  if (rule.kind === "date")
    return [
      ["past", t("in the last", undefined, "so many days")],
      ["coming", t("in the next", undefined, "so many days")],
      ["anniversary", t("anniversary in the next", undefined, "so many days")],
    ];
  if (rule.kind === "engagement" || rule.kind === "created") {
    return [
      ["within", t("in the last", undefined, "so many days")],
      ["not_within", t("not in the last", undefined, "so many days")],
    ];
  }
  if (rule.kind !== "text" && rule.kind !== "field") return [];
  const comparisons = rule.kind === "text" ? textComparisons : fieldKind(typeOf(rule.key, fields)).comparisons;
  return Object.entries(comparisons).map(([id, label]) => [id, t(label)]);
}
