import { Prisma } from "@/lib/base/db/generated/client";
import { isSuppressedSql } from "@/lib/people/addresses/sql";
import type { FieldType } from "@/lib/people/fields/field-types.shared";
import { consentCondition } from "./consent-condition";
import { dateCondition } from "./date-condition";
import { eventCondition } from "./event-condition";
import { fieldCondition } from "./field-condition";
import { type AskedGoal, goalCondition } from "./goal-condition";
import { campaignCondition, linkCondition, mailsCondition } from "./mail-conditions";
import { personText } from "./person-text";
import type { SegmentCondition, SegmentGroup, SegmentRule } from "./schema";
import { shareCondition } from "./share-condition";
import { daysBefore, type Meeting, not, someRow } from "./sql-words";

const { sql } = Prisma;

export interface SegmentScope {
  workspaceId: string;
  now: Date;
  /** The calendar day of `now` where the workspace is, `YYYY-MM-DD`. */
  today: string;
  /** Of the workspace's custom fields, by key. */
  fieldTypes: ReadonlyMap<string, FieldType>;
  /** Those that rules ask for, by UUID; of what was deleted nobody has reached anything. */
  goals: ReadonlyMap<string, AskedGoal>;
  /** Rules of the segments that rules ask for, by UUID; in one that was deleted nobody is. */
  segments: ReadonlyMap<string, SegmentGroup>;
  /** See `Meeting`. */
  oneByOne?: boolean;
}

type Scope = SegmentScope & Meeting;

/**
 * The SQL condition on the table `contact` that a rule tree stands for. All values are parameters. The caller has to name the
 * workspace of `contact` itself. A group without conditions says nothing and is passed over; a tree without any finds everybody.
 */
export function compileSegment(rules: SegmentGroup, scope: SegmentScope): Prisma.Sql {
  return compileGroup(rules, { ...scope, joined: true });
}

function compileRule(rule: SegmentRule, scope: Scope): Prisma.Sql {
  return rule.kind === "group" ? compileGroup(rule, scope) : compileCondition(rule, scope);
}

function compileGroup({ match, rules }: SegmentGroup, scope: Scope): Prisma.Sql {
  const saying = rules.filter(saysSomething);
  const joined = scope.joined && (match !== "any" || saying.length === 1);
  const parts = saying.map((rule) => sql`(${compileRule(rule, joined ? scope : { ...scope, joined: false })})`);
  if (parts.length === 0) return sql`true`;
  if (match === "any") return sql`(${Prisma.join(parts, " or ")})`;
  // Each by itself, not as the contrary of an "or", of which the planner makes no joins.
  const held = match === "all" ? parts : parts.map((part) => sql`not ${part}`);
  return sql`(${Prisma.join(held, " and ")})`;
}

function saysSomething(rule: SegmentRule): boolean {
  return rule.kind !== "group" || rule.rules.some(saysSomething);
}

/** Every condition is true or false, never null, so that `none` and `not` mean what they say. */
function compileCondition(rule: SegmentCondition, scope: Scope): Prisma.Sql {
  const { workspaceId } = scope;
  switch (rule.kind) {
    case "text":
      return personText(rule);
    case "field":
      // Nobody has a value of a field that was deleted since: as what it is compared makes no difference.
      return fieldCondition(rule, scope.fieldTypes.get(rule.key) ?? "text");
    case "date":
      return dateCondition(rule, scope.today);
    case "tag":
      return not(
        rule.op === "has_not",
        someRow(
          scope,
          sql`t.contact_id`,
          sql`contact_tag t`,
          sql`t.workspace_id = ${workspaceId}::uuid and t.tag_id = ${rule.tagId}::uuid`,
        ),
      );
    case "mark":
      return not(
        rule.op === "has_not",
        sql`exists (select 1 from contact_mark k where k.workspace_id = ${scope.workspaceId}::uuid
          and k.contact_id = contact.id and k.mark = ${rule.mark})`,
      );
    case "list":
      return not(
        rule.op === "not_on",
        someRow(
          scope,
          sql`s.contact_id`,
          sql`subscription s`,
          sql`s.workspace_id = ${workspaceId}::uuid and s.list_id = ${rule.listId}::uuid and s.status = ${rule.status}`,
        ),
      );
    case "consent":
      return not(rule.op === "has_not", consentCondition(rule, scope));
    case "suppressed":
      return not(rule.op === "is_not", isSuppressedSql(sql`${workspaceId}::uuid`, sql`contact.email_normalized`));
    case "engagement":
      return not(rule.op === "not_within", since(ENGAGEMENT_COLUMNS[rule.what], rule.days, scope));
    case "mails":
      return not(rule.op === "did_not", mailsCondition(rule, scope));
    case "campaign":
      return not(rule.op === "did_not", campaignCondition(rule, scope));
    case "link":
      return not(rule.op === "did_not", linkCondition(rule, scope));
    case "event":
      return not(rule.op === "did_not", eventCondition(rule, scope));
    case "goal":
      return not(rule.op === "did_not", goalCondition(rule, scope.goals.get(rule.goalId), scope));
    case "segment":
      return not(rule.op === "not_in", segmentCondition(rule.segmentId, scope));
    case "share":
      return not(rule.op === "not_in", shareCondition(rule));
    case "created":
      return createdCondition(rule, scope);
  }
}

/** Who asks for a segment and is asked for by it finds nobody there: saving refuses it, so it cannot be but by two who save at once. */
function segmentCondition(segmentId: string, scope: Scope): Prisma.Sql {
  const rules = scope.segments.get(segmentId);
  if (!rules) return sql`false`;
  const segments = new Map(scope.segments);
  segments.delete(segmentId);
  return compileGroup(rules, { ...scope, segments });
}

const ENGAGEMENT_COLUMNS = {
  opened: sql`contact.last_opened_at`,
  clicked: sql`contact.last_clicked_at`,
  active: sql`contact.last_activity_at`,
};

/**
 * Conditions of the tree that hold of everybody it finds and that the index by time of creation answers: whoever walks the contacts in that
 * order begins behind those that it cannot find.
 */
export function createdBounds({ match, rules }: SegmentGroup, scope: SegmentScope): Prisma.Sql[] {
  if (match !== "all") return [];
  return rules.flatMap((rule) => {
    if (rule.kind === "group") return createdBounds(rule, scope);
    return rule.kind === "created" ? [createdCondition(rule, scope)] : [];
  });
}

type Created = Extract<SegmentCondition, { kind: "created" }>;

function createdCondition({ op, days }: Created, { now }: SegmentScope): Prisma.Sql {
  const sign = op === "within" ? sql`>=` : sql`<`;
  return sql`contact.created_at ${sign} ${daysBefore(now, days)}`;
}

function since(column: Prisma.Sql, days: number, { now }: SegmentScope): Prisma.Sql {
  return sql`coalesce(${column} >= ${daysBefore(now, days)}, false)`;
}
