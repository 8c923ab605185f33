import type { FieldItem } from "@/lib/people/contacts/fields";
import type { SegmentCondition } from "@/lib/people/segments/schema";

export interface RuleChoices {
  fields: FieldItem[];
  tags: { id: string; name: string }[];
  lists: { id: string; name: string }[];
}

/** A fresh condition about one thing: `text:email`, `field:age`, `tag`, `list`, `engagement:opened` or `created`. */
export function newCondition(about: string, { fields, tags, lists }: RuleChoices): SegmentCondition {
  const [kind, name = ""] = about.split(":", 2);
  if (kind === "field") {
    const type = fields.find(({ key }) => key === name)?.type;
    return { kind: "field", key: name, op: "is", value: type === "number" ? 0 : type === "boolean" ? true : "" };
  }
  if (kind === "tag") return { kind, tagId: tags[0]?.id ?? "", op: "has" };
  if (kind === "list") return { kind, listId: lists[0]?.id ?? "", op: "on", status: "confirmed" };
  if (kind === "engagement") return { kind, what: name as "opened" | "clicked" | "active", op: "within", days: 30 };
  if (kind === "created") return { kind, op: "within", days: 30 };
  return { kind: "text", field: name as "email", op: "contains", value: "" };
}

/** What a condition is about, as `newCondition` takes it. */
export function aboutOf(rule: SegmentCondition): string {
  if (rule.kind === "text") return `text:${rule.field}`;
  if (rule.kind === "field") return `field:${rule.key}`;
  return rule.kind === "engagement" ? `engagement:${rule.what}` : rule.kind;
}

/** What a rule can be about, in groups for a select. */
export function subjects({
  fields,
  tags,
  lists,
}: RuleChoices): { group: string; items: [id: string, label: string][] }[] {
  return [
    {
      group: "Person",
      items: [
        ["text:email", "E-mail address"],
        ["text:email_domain", "Domain of the address"],
        ["text:first_name", "First name"],
        ["text:last_name", "Last name"],
        ["created", "Added"],
      ],
    },
    { group: "Custom fields", items: fields.map(({ key, label }) => [`field:${key}`, label]) },
    {
      group: "Belongs to",
      items: [
        ...(lists.length > 0 ? [["list", "List"] as [string, string]] : []),
        ...(tags.length > 0 ? [["tag", "Tag"] as [string, string]] : []),
      ],
    },
    {
      group: "Engagement",
      items: [
        ["engagement:opened", "Opened a mail"],
        ["engagement:clicked", "Clicked in a mail"],
        ["engagement:active", "Was active"],
      ],
    },
  ].filter(({ items }) => items.length > 0) as { group: string; items: [string, string][] }[];
}

const textOps: [string, string][] = [
  ["is", "is"],
  ["is_not", "is not"],
  ["contains", "contains"],
  ["begins_with", "begins with"],
  ["is_set", "is known"],
  ["is_not_set", "is not known"],
];
const orderOps: [string, string][] = [
  ["is", "is"],
  ["is_not", "is not"],
  ["less", "is below"],
  ["more", "is above"],
  ["is_set", "is known"],
  ["is_not_set", "is not known"],
];

/** The comparisons that make sense for a condition. */
export function operators(rule: SegmentCondition, fields: readonly FieldItem[]): [string, string][] {
  if (rule.kind === "tag")
    return [
      ["has", "is"],
      ["has_not", "is not"],
    ];
  if (rule.kind === "list")
    return [
      ["on", "is"],
      ["not_on", "is not"],
    ];
  if (rule.kind === "engagement" || rule.kind === "created") {
    return [
      ["within", "in the last"],
      ["not_within", "not in the last"],
    ];
  }
  if (rule.kind === "text") return textOps;
  const type = fields.find(({ key }) => key === rule.key)?.type;
  if (type === "boolean")
    return [
      ["is", "is"],
      ["is_set", "is known"],
      ["is_not_set", "is not known"],
    ];
  if (type === "date")
    return orderOps.map(([id, words]) => [id, id === "less" ? "is before" : id === "more" ? "is after" : words]);
  return type === "number" ? orderOps : textOps;
}
