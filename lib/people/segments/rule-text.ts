import { textComparisons } from "@/lib/people/fields/comparisons.shared";
import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import { eventComparisons } from "./event-comparisons.shared";
import type { SegmentCondition } from "./schema";

/** What the ids and keys of conditions are called. */
export interface RuleNames {
  fields: ReadonlyMap<string, { label: string; type: FieldType }>;
  /** By UUID. */
  tags: ReadonlyMap<string, string>;
  lists: ReadonlyMap<string, string>;
  campaigns: ReadonlyMap<string, string>;
}

const about = {
  email: "E-mail address",
  email_domain: "Domain of the address",
  first_name: "First name",
  last_name: "Last name",
} as const;
const deeds = { opened: "Opened a mail", clicked: "Clicked in a mail", active: "Was active" } as const;
const statuses = {
  confirmed: "subscribed to",
  pending: "asked about, and has not confirmed",
  unsubscribed: "unsubscribed from",
};

/** A condition as a sentence about a person: "Orders is above 7". */
export function conditionText(rule: SegmentCondition, names: RuleNames): string {
  switch (rule.kind) {
    case "text":
      return compared(about[rule.field], textComparisons[rule.op], rule.op, rule.value);
    case "field": {
      const field = names.fields.get(rule.key);
      const kind = fieldKind(field?.type ?? "text");
      return compared(field?.label ?? rule.key, kind.comparisons[rule.op] ?? rule.op, rule.op, rule.value);
    }
    case "tag":
      return `${rule.op === "has" ? "Has" : "Has not"} the tag “${names.tags.get(rule.tagId) ?? "deleted"}”`;
    case "list": {
      const list = names.lists.get(rule.listId) ?? "a deleted list";
      return `Is ${rule.op === "on" ? "" : "not "}${statuses[rule.status]}: ${list}`;
    }
    case "campaign":
      return `Has ${rule.op === "did" ? "" : "not "}${rule.what} “${names.campaigns.get(rule.campaignId) ?? "a deleted campaign"}”`;
    case "event":
      return eventText(rule);
    case "engagement":
      return `${deeds[rule.what]} ${span(rule)}`;
    case "created":
      return `Was added ${span(rule)}`;
  }
}

function eventText({ name, op, times, days, where }: Extract<SegmentCondition, { kind: "event" }>): string {
  const often = times === 1 ? "" : ` at least ${times} times`;
  const within = days === null ? "" : ` ${span({ op: "within", days })}`;
  const only = where.map(({ key, op: how, value }) => compared(key, eventComparisons[how], how, value));
  return `${op === "did" ? "Has done" : "Has not done"} “${name}”${often}${within}${only.length > 0 ? `, where ${only.join(" and ")}` : ""}`;
}

function compared(what: string, words: string, op: string, value: string | number | boolean): string {
  if (op === "is_set" || op === "is_not_set") return `${what} ${words}`;
  return `${what} ${words} “${typeof value === "boolean" ? (value ? "yes" : "no") : value}”`;
}

function span({ op, days }: { op: "within" | "not_within"; days: number }): string {
  return `${op === "within" ? "" : "not "}in the last ${days} ${days === 1 ? "day" : "days"}`;
}
