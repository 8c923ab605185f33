import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inForceSql } from "@/lib/people/addresses/in-force";
import { segmentWhere } from "@/lib/people/segments/segment-where";
import type { Audience } from "./audience.shared";

/** Contacts with ids after `after` and up to `upTo`; null: from the first, to the last. */
export interface ContactRange {
  after: string | null;
  upTo: string | null;
  /** Of these only one in so many, drawn by the last octet of the id, which is chance: the same people each time. A power of two up to 256. */
  oneIn?: number;
}

export const EVERYBODY: ContactRange = { after: null, upTo: null };

/**
 * SQL for everybody an audience names, one row a contact: `id, email, email_normalized, email_domain, time_zone,
 * last_activity_at, reason`; with `range` only of those contacts.
 * `reason` is null for those who will receive the mail, else the first exclusion that applies (see `exclusionReasons`).
 *
 * On an included list the subscription to that list decides: confirmed receives, unsubscribed never does, whatever
 * else includes the person. Who comes in by a segment or a tag alone must be confirmed on at least one list.
 * Reads `subscription` by (list, status, contact) and joins contacts by key.
 */
export async function audienceSql(ctx: Ctx, audience: Audience, range = EVERYBODY): Promise<Prisma.Sql> {
  const workspace = Prisma.sql`${ctx.workspaceId}::uuid`;
  const byRule = audience.include.segments.length + audience.include.tags.length > 0;
  const anyList = byRule
    ? Prisma.sql`left join (
        select contact_id, bool_or(status = 'confirmed') as confirmed, bool_or(status = 'pending') as pending
        from subscription where workspace_id = ${workspace} ${inRange("contact_id", range)} group by contact_id
      ) anywhere on picked.by_rule and anywhere.contact_id = picked.contact_id`
    : Prisma.sql`cross join (select null::uuid as contact_id, false as confirmed, false as pending) anywhere`;
  return Prisma.sql`
    select contact.id, contact.email, contact.email_normalized, contact.email_domain, contact.time_zone,
      contact.last_activity_at,
      case
        when suppression.reason is not null then 'suppressed_' || suppression.reason
        when everywhere.id is not null then 'suppressed_installation'
        when picked.unsubscribed and not picked.confirmed then 'unsubscribed'
        when picked.confirmed or (picked.by_rule and anywhere.confirmed) then ${await exclusionCase(ctx, audience, range)}
        when picked.pending or (picked.by_rule and anywhere.pending) then 'not_confirmed'
        when anywhere.contact_id is not null then 'unsubscribed'
        else 'not_subscribed'
      end as reason
    from (${await includedSql(ctx, audience, range)}) picked
    join contact on contact.workspace_id = ${workspace} and contact.id = picked.contact_id ${inRange("contact.id", range)}
    left join suppression
      on suppression.workspace_id = ${workspace} and suppression.email_normalized = contact.email_normalized
      and ${inForceSql("suppression")}
    left join installation_suppression everywhere on everywhere.email_normalized = contact.email_normalized
    ${anyList}`;
}

/** Ids of the contacts that a segment's rules find now. */
async function segmentMembersSql(ctx: Ctx, segmentId: string, range = EVERYBODY): Promise<Prisma.Sql> {
  return Prisma.sql`select contact.id from contact
    where contact.workspace_id = ${ctx.workspaceId}::uuid ${inRange("contact.id", range)} and ${await segmentWhere(ctx, segmentId)}`;
}

function inRange(column: "contact_id" | "contact.id", { after, upTo, oneIn }: ContactRange): Prisma.Sql {
  const name = Prisma.raw(column);
  return Prisma.sql`${after ? Prisma.sql`and ${name} > ${after}::uuid` : Prisma.empty}
    ${upTo ? Prisma.sql`and ${name} <= ${upTo}::uuid` : Prisma.empty}
    ${oneIn ? Prisma.sql`and get_byte(uuid_send(${name}), 15) % ${oneIn}::int = 0` : Prisma.empty}`;
}

/** Everybody who is included, once, with what their subscriptions to included lists say. */
async function includedSql(ctx: Ctx, { include }: Audience, range: ContactRange): Promise<Prisma.Sql> {
  const workspace = Prisma.sql`${ctx.workspaceId}::uuid`;
  const parts: Prisma.Sql[] = [];
  if (include.lists.length > 0) {
    parts.push(Prisma.sql`select contact_id, status, false as by_rule from subscription
      where workspace_id = ${workspace} and list_id = any(${include.lists}::uuid[]) ${inRange("contact_id", range)}`);
  }
  if (include.tags.length > 0) {
    parts.push(Prisma.sql`select contact_id, null::text as status, true as by_rule from contact_tag
      where workspace_id = ${workspace} and tag_id = any(${include.tags}::uuid[]) ${inRange("contact_id", range)}`);
  }
  for (const segment of include.segments) {
    parts.push(Prisma.sql`select member.id as contact_id, null::text as status, true as by_rule
      from (${await segmentMembersSql(ctx, segment, range)}) member`);
  }
  if (parts.length === 0) parts.push(NOBODY);
  const rows = Prisma.join(parts, " union all ");
  // One list, tag or segment names a person once: then there is nothing to put together.
  const once = include.lists.length + include.tags.length + include.segments.length <= 1;
  const any = (what: string) => Prisma.raw(once ? `(${what}) is true` : `bool_or(${what}) is true`);
  return Prisma.sql`
    select contact_id, ${any("by_rule")} as by_rule, ${any("status = 'confirmed'")} as confirmed,
      ${any("status = 'pending'")} as pending, ${any("status = 'unsubscribed'")} as unsubscribed
    from (${rows}) included ${once ? Prisma.empty : Prisma.sql`group by contact_id`}`;
}

const NOBODY = Prisma.sql`select null::uuid as contact_id, null::text as status, false as by_rule where false`;

/** Why somebody who is subscribed is left out all the same; null when nothing speaks against it. */
async function exclusionCase(ctx: Ctx, { exclude }: Audience, range: ContactRange): Promise<Prisma.Sql> {
  const cases: Prisma.Sql[] = [];
  if (exclude.lists.length > 0) {
    cases.push(Prisma.sql`when contact.id in (select contact_id from subscription
      where workspace_id = ${ctx.workspaceId}::uuid and list_id = any(${exclude.lists}::uuid[])
        and status <> 'unsubscribed' ${inRange("contact_id", range)}) then 'excluded_list'`);
  }
  for (const segment of exclude.segments) {
    cases.push(Prisma.sql`when contact.id in (select member.id from (${await segmentMembersSql(ctx, segment, range)}) member)
      then 'excluded_segment'`);
  }
  // One "@", no spaces, a dot in the domain: what the contact verbs let in, asked again before mail leaves.
  cases.push(
    Prisma.sql`when contact.email_normalized !~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$' then 'invalid_address'`,
  );
  return Prisma.sql`case ${Prisma.join(cases, " ")} end`;
}
