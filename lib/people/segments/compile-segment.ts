import { domainToAscii, isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { Prisma } from "@/lib/base/db/generated/client";
import type { FieldType } from "@/lib/people/fields/field-types.shared";
import { eventCondition } from "./event-condition";
import { fieldCondition } from "./field-condition";
import { isSharedDomain, ownDomain } from "./own-domain";
import type { SegmentCondition, SegmentGroup, SegmentRule } from "./schema";
import { textCondition } from "./text-condition";

const { sql } = Prisma;

export interface SegmentScope {
  workspaceId: string;
  now: Date;
  /** Of the workspace's custom fields, by key. */
  fieldTypes: ReadonlyMap<string, FieldType>;
  /** The condition is asked of some thousand contacts at most, whatever the size of the workspace: what each did is looked up by index. */
  oneByOne?: boolean;
}

/**
 * The SQL condition on the table `contact` that a rule tree stands for. All values are parameters. The caller has to name the
 * workspace of `contact` itself. A group without conditions says nothing and is passed over; a tree without any finds everybody.
 */
export function compileSegment(rules: SegmentGroup, scope: SegmentScope): Prisma.Sql {
  return compileGroup(rules, scope);
}

function compileRule(rule: SegmentRule, scope: SegmentScope): Prisma.Sql {
  return rule.kind === "group" ? compileGroup(rule, scope) : compileCondition(rule, scope);
}

function compileGroup({ match, rules }: SegmentGroup, scope: SegmentScope): Prisma.Sql {
  const parts = rules.filter(saysSomething).map((rule) => sql`(${compileRule(rule, scope)})`);
  if (parts.length === 0) return sql`true`;
  if (match === "all") return sql`(${Prisma.join(parts, " and ")})`;
  const any = sql`(${Prisma.join(parts, " or ")})`;
  return match === "any" ? any : sql`not ${any}`;
}

function saysSomething(rule: SegmentRule): boolean {
  return rule.kind !== "group" || rule.rules.some(saysSomething);
}

/** Every condition is true or false, never null, so that `none` and `not` mean what they say. */
function compileCondition(rule: SegmentCondition, scope: SegmentScope): Prisma.Sql {
  switch (rule.kind) {
    case "text":
      return storedText(rule) ?? textCondition(TEXT_COLUMNS[rule.field], rule.op, asStored(rule.field, rule.value));
    case "field":
      // Nobody has a value of a field that was deleted since: as what it is compared makes no difference.
      return fieldCondition(rule, scope.fieldTypes.get(rule.key) ?? "text");
    case "tag":
      return not(
        rule.op === "has_not",
        sql`exists (select 1 from contact_tag t where t.workspace_id = ${scope.workspaceId}::uuid
          and t.contact_id = contact.id and t.tag_id = ${rule.tagId}::uuid)`,
      );
    case "list":
      return not(
        rule.op === "not_on",
        sql`exists (select 1 from subscription s where s.workspace_id = ${scope.workspaceId}::uuid and s.contact_id = contact.id
          and s.list_id = ${rule.listId}::uuid and s.status = ${rule.status})`,
      );
    case "engagement":
      return not(rule.op === "not_within", since(ENGAGEMENT_COLUMNS[rule.what], rule.days, scope));
    case "campaign":
      return not(
        rule.op === "did_not",
        sql`exists (select 1 from message m where m.workspace_id = ${scope.workspaceId}::uuid and m.contact_id = contact.id
          and m.campaign_id = ${rule.campaignId}::uuid and ${DEEDS[rule.what]})`,
      );
    case "event":
      return not(rule.op === "did_not", eventCondition(rule, scope));
    case "created":
      return createdCondition(rule, scope);
  }
}

const TEXT_COLUMNS = {
  email: sql`contact.email_normalized`,
  email_domain: sql`contact.email_domain`,
  first_name: sql`contact.first_name`,
  last_name: sql`contact.last_name`,
};

/** What a person did with a message `m`. */
const DEEDS = {
  received: sql`m.sent_at is not null and m.bounced_at is null`,
  opened: sql`m.first_opened_at is not null`,
  clicked: sql`m.first_clicked_at is not null`,
};

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

function createdCondition({ op, days }: Extract<SegmentCondition, { kind: "created" }>, { now }: SegmentScope): Prisma.Sql {
  const sign = op === "within" ? sql`>=` : sql`<`;
  return sql`contact.created_at ${sign} ${daysBefore(now, days)}`;
}

/**
 * A whole address or domain, as the index has it: both are stored in lower case, and a domain is never anything but ASCII. Domains that few
 * share have an index of their own (`contact_own_domain`); the planner takes it where the condition names those that it leaves out.
 */
function storedText({ field, op, value }: Extract<SegmentCondition, { kind: "text" }>): Prisma.Sql | null {
  if (op !== "is") return null;
  if (field === "email_domain") {
    const domain = domainToAscii(value.trim());
    if (!domain) return null;
    const found = sql`contact.email_domain = ${domain}`;
    return isSharedDomain(domain) ? found : sql`(${found} and ${ownDomain})`;
  }
  const address = field === "email" ? parseEmailAddress(value) : null;
  return address && isEmailAddress(address) ? sql`contact.email_normalized = ${address.normalized}` : null;
}

/** Addresses and domains are kept with A-labels: müller.de is looked for as xn--mller-kva.de. */
function asStored(field: keyof typeof TEXT_COLUMNS, value: string): string {
  if (field === "email_domain") return domainToAscii(value.trim()) ?? value;
  if (field !== "email") return value;
  const address = parseEmailAddress(value);
  return isEmailAddress(address) ? address.normalized : value;
}

function since(column: Prisma.Sql, days: number, { now }: SegmentScope): Prisma.Sql {
  return sql`coalesce(${column} >= ${daysBefore(now, days)}, false)`;
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

function not(negated: boolean, condition: Prisma.Sql): Prisma.Sql {
  return negated ? sql`not ${condition}` : condition;
}
