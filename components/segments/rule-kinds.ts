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
}

/** A field that was deleted since is edited as a text: nobody has a value of it. */
export function typeOf(field: string, fields: readonly FieldItem[]): FieldType {
  return fields.find(({ key }) => key === field)?.type ?? "text";
}

/** A fresh condition about one thing: `text:email`, `field:age`, `tag`, `list`, `engagement:opened`, `event` or `created`. */
export function newCondition(about: string, choices: RuleChoices): SegmentCondition {
  const { fields, tags, lists, campaigns, events } = choices;
  const [kind, name = ""] = about.split(":", 2);
  if (kind === "field") {
    return { kind: "field", key: name, op: "is", value: fieldKind(typeOf(name, fields)).ruleStart };
  }
  if (kind === "tag") return { kind, tagId: tags[0]?.id ?? "", op: "has" };
  if (kind === "list") return { kind, listId: lists[0]?.id ?? "", op: "on", status: "confirmed" };
  if (kind === "engagement") return { kind, what: name as "opened" | "clicked" | "active", op: "within", days: 30 };
  if (kind === "campaign") {
    return { kind, campaignId: campaigns[0]?.id ?? "", what: name as "received" | "opened" | "clicked", op: "did" };
  }
  if (kind === "event") return { kind, name: events[0]?.name ?? "", op: "did", times: 1, days: 30, where: [] };
  if (kind === "created") return { kind, op: "within", days: 30 };
  return { kind: "text", field: name as "email", op: "contains", value: "" };
}

/** What a condition is about, as `newCondition` takes it. */
export function aboutOf(rule: SegmentCondition): string {
  if (rule.kind === "text") return `text:${rule.field}`;
  if (rule.kind === "field") return `field:${rule.key}`;
  return rule.kind === "engagement" || rule.kind === "campaign" ? `${rule.kind}:${rule.what}` : rule.kind;
}

/** What a rule can be about, in groups for a select. */
export function subjects({
  fields,
  tags,
  lists,
  campaigns,
  events,
}: RuleChoices): { group: string; items: [id: string, label: string][] }[] {
  return [
    {
      group: t("Person"),
      items: [
        ["text:email", t("E-mail address")],
        ["text:email_domain", t("Domain of the address")],
        ["text:first_name", t("First name")],
        ["text:last_name", t("Last name")],
        ["created", t("Added")],
      ],
    },
    { group: t("Custom fields"), items: fields.map(({ key, label }) => [`field:${key}`, label]) },
    {
      group: t("Belongs to"),
      items: [
        ...(lists.length > 0 ? [["list", t("List")] as [string, string]] : []),
        ...(tags.length > 0 ? [["tag", t("Tag")] as [string, string]] : []),
      ],
    },
    {
      group: t("Engagement"),
      items: [
        ["engagement:opened", t("Opened a mail")],
        ["engagement:clicked", t("Clicked in a mail")],
        ["engagement:active", t("Was active")],
      ],
    },
    { group: t("Elsewhere"), items: events.length > 0 ? [["event", t("Did something")]] : [] },
    {
      group: t("One campaign"),
      items:
        campaigns.length > 0
          ? [
              ["campaign:received", t("Received a campaign")],
              ["campaign:opened", t("Opened a campaign")],
              ["campaign:clicked", t("Clicked in a campaign")],
            ]
          : [],
    },
  ].filter(({ items }) => items.length > 0) as { group: string; items: [string, string][] }[];
}

/** The comparisons that make sense for a condition. */
export function operators(rule: SegmentCondition, fields: readonly FieldItem[]): [string, string][] {
  if (rule.kind === "tag")
    return [
      ["has", t("is", undefined, "the tag of a person is …")],
      ["has_not", t("is not", undefined, "the tag of a person is not …")],
    ];
  if (rule.kind === "campaign")
    return [
      ["did", t("namely", undefined, "opened a campaign, namely this one")],
      ["did_not", t("but not", undefined, "opened a campaign, but not this one")],
    ];
  if (rule.kind === "event")
    return [
      ["did", t("has done", undefined, "this event")],
      ["did_not", t("has not done", undefined, "this event")],
    ];
  if (rule.kind === "list")
    return [
      ["on", t("is", undefined, "the person is on this list")],
      ["not_on", t("is not", undefined, "the person is not on this list")],
    ];
  if (rule.kind === "engagement" || rule.kind === "created") {
    return [
      ["within", t("in the last", undefined, "so many days")],
      ["not_within", t("not in the last", undefined, "so many days")],
    ];
  }
  const comparisons = rule.kind === "text" ? textComparisons : fieldKind(typeOf(rule.key, fields)).comparisons;
  return Object.entries(comparisons).map(([id, label]) => [id, t(label)]);
}
