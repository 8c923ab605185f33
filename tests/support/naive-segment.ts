import { createHash } from "node:crypto";
import { foldText } from "@/lib/base/text/fold-text.shared";
import type { SubscriptionStatus } from "@/lib/people/addresses/subscription-status.shared";
import type { AddressMark } from "@/lib/people/hygiene/marks.shared";
import type { SegmentCondition, SegmentGroup, SegmentRule } from "@/lib/people/segments/schema";

/** All that rules can ask of somebody, in memory. Ids are UUIDs. */
export interface NaivePerson {
  id: string;
  texts: Record<Extract<SegmentCondition, { kind: "text" }>["field"], string | null>;
  fields: { age?: number; joined?: string; city?: string };
  createdAt: Date;
  seen: { opened: Date | null; clicked: Date | null; active: Date | null };
  tags: string[];
  lists: { listId: string; status: SubscriptionStatus }[];
  consents: { listId: string; method: string; kind: string; at: Date }[];
  isSuppressed: boolean;
  marks: AddressMark[];
  messages: NaiveMessage[];
  events: { name: string; at: Date; said: { total?: number; category?: string } }[];
}

export interface NaiveMessage {
  campaignId: string;
  sent: Date | null;
  bounced: Date | null;
  opened: Date | null;
  openedByProxy: Date | null;
  clicked: Date | null;
  clickedByBot: Date | null;
  link: { url: string; label: string } | null;
}

export interface NaiveWorld {
  now: Date;
  /** Name of the event that each goal counts; it is worth the event's total. */
  goals: ReadonlyMap<string, string>;
  segments: ReadonlyMap<string, SegmentGroup>;
}

/** Whether rules find a person, evaluated one after the other as they read: what the compiled statement is held against. */
export function naively(rule: SegmentRule, person: NaivePerson, world: NaiveWorld): boolean {
  if (rule.kind !== "group") return condition(rule, person, world);
  const parts = rule.rules.filter(speaks).map((one) => naively(one, person, world));
  if (parts.length === 0) return true;
  if (rule.match === "all") return parts.every(Boolean);
  return rule.match === "any" ? parts.some(Boolean) : !parts.some(Boolean);
}

const speaks = (rule: SegmentRule): boolean => rule.kind !== "group" || rule.rules.some(speaks);

function condition(rule: SegmentCondition, person: NaivePerson, world: NaiveWorld): boolean {
  const recent = (at: Date | null, days: number | null) =>
    at !== null && (days === null || at.getTime() >= world.now.getTime() - days * DAY);
  switch (rule.kind) {
    case "text":
      return compared(person.texts[rule.field], rule.op, rule.value);
    case "field":
      return fieldHolds(person.fields[rule.key as keyof NaivePerson["fields"]], rule);
    case "date":
      return dateHolds(person.fields.joined, rule, world.now);
    case "tag":
      return person.tags.includes(rule.tagId) === (rule.op === "has");
    case "list": {
      const isOn = person.lists.some((one) => one.listId === rule.listId && one.status === rule.status);
      return isOn === (rule.op === "on");
    }
    case "consent": {
      const agreed = person.consents.some(
        ({ listId, method, kind, at }) =>
          kind !== "opt_out" &&
          (rule.listId === null || listId === rule.listId) &&
          (rule.method === null || method === rule.method) &&
          recent(at, rule.days),
      );
      return agreed === (rule.op === "has");
    }
    case "mark":
      return person.marks.includes(rule.mark) === (rule.op === "has");
    case "suppressed":
      return person.isSuppressed === (rule.op === "is");
    case "engagement":
      return recent(person.seen[rule.what], rule.days) === (rule.op === "within");
    case "created":
      return recent(person.createdAt, rule.days) === (rule.op === "within");
    case "campaign": {
      const did = person.messages.some((one) => one.campaignId === rule.campaignId && deedOf(one, rule) !== null);
      return did === (rule.op === "did");
    }
    case "mails": {
      const did = person.messages.filter((one) => recent(deedOf(one, rule), rule.days)).length >= rule.times;
      return did === (rule.op === "did");
    }
    case "link": {
      const words = foldText(rule.words.trim());
      const did = person.messages.some(
        ({ link, clicked, campaignId }) =>
          link !== null &&
          foldText(`${link.url} ${link.label}`).includes(words) &&
          (rule.campaignId === null || campaignId === rule.campaignId) &&
          recent(clicked, rule.days),
      );
      return did === (rule.op === "did");
    }
    case "event": {
      const did = person.events.filter(
        ({ name, at, said }) =>
          name === rule.name &&
          recent(at, rule.days) &&
          rule.where.every(({ key, op, value }) => propertyHolds(said[key as "total" | "category"], op, value)),
      );
      return did.length >= rule.times === (rule.op === "did");
    }
    case "goal": {
      const reached = person.events.filter(
        ({ name, at }) => name === world.goals.get(rule.goalId) && recent(at, rule.days),
      );
      const worth = reached.reduce((sum, { said }) => sum + (said.total ?? 0), 0);
      const did = reached.length >= rule.times && (rule.worth === null || worth >= rule.worth);
      return did === (rule.op === "did");
    }
    case "segment": {
      const rules = world.segments.get(rule.segmentId);
      return (rules !== undefined && naively(rules, person, world)) === (rule.op === "in");
    }
    case "share": {
      const hash = createHash("sha256")
        .update(person.id + rule.draw)
        .digest("hex");
      const isIn = Number.parseInt(hash.slice(0, 6), 16) < Math.round((rule.percent / 100) * 0x1000000);
      return isIn === (rule.op === "in");
    }
  }
}

const DAY = 86_400_000;

function compared(stored: string | null, op: string, value: string): boolean {
  const text = foldText(stored ?? "");
  const wanted = foldText(value.trim());
  if (op === "is") return text === wanted;
  if (op === "is_not") return text !== wanted;
  if (op === "contains") return text.includes(wanted);
  if (op === "begins_with") return text.startsWith(wanted);
  return (text !== "") === (op === "is_set");
}

/** For values that are not empty and fit the type of the field. */
function fieldHolds(
  stored: string | number | undefined,
  { key, op, value }: Extract<SegmentCondition, { kind: "field" }>,
) {
  if (key === "city" || op === "is_set" || op === "is_not_set")
    return compared(stored === undefined ? null : String(stored), op, String(value));
  const [left, right] = key === "age" ? [stored as number | undefined, Number(value)] : [stored, String(value)];
  if (op === "is") return left === right;
  if (op === "is_not") return left !== right;
  return left !== undefined && (op === "less" ? left < right : left > right);
}

function dateHolds(stored: string | undefined, { op, days }: Extract<SegmentCondition, { kind: "date" }>, now: Date) {
  if (stored === undefined) return false;
  const today = Date.parse(now.toISOString().slice(0, 10));
  const away = (Date.parse(stored) - today) / DAY;
  if (op === "past") return away <= 0 && away >= -days;
  if (op === "coming") return away >= 0 && away <= days;
  for (let ahead = 0; ahead <= days; ahead++) {
    const day = new Date(today + ahead * DAY);
    const [, month, date] = stored.split("-").map(Number);
    const isLeap = new Date(Date.UTC(day.getUTCFullYear(), 1, 29)).getUTCMonth() === 1;
    const kept = month === 2 && date === 29 && !isLeap ? 28 : date;
    if (day.getUTCMonth() + 1 === month && day.getUTCDate() === kept) return true;
  }
  return false;
}

/** When a message was received, opened or clicked, the first time of those who count. */
function deedOf(
  { sent, bounced, opened, openedByProxy, clicked, clickedByBot }: NaiveMessage,
  { what, by }: Pick<Extract<SegmentCondition, { kind: "mails" | "campaign" }>, "what" | "by">,
): Date | null {
  if (what === "received") return bounced ? null : sent;
  const machines = what === "opened" ? openedByProxy : clickedByBot;
  const times = [what === "opened" ? opened : clicked, by === "anyone" ? machines : null].filter((at) => at !== null);
  return times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

function propertyHolds(stored: string | number | undefined, op: string, value: string | number | boolean): boolean {
  if (op !== "less" && op !== "more") return compared(stored === undefined ? null : String(stored), op, String(value));
  if (typeof stored !== "number") return false;
  return op === "less" ? stored < Number(value) : stored > Number(value);
}
