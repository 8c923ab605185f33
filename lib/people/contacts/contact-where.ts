import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { isSuppressedSql } from "@/lib/people/addresses/sql";
import { searchWhere } from "@/lib/people/search/search-where";
import { compileSegment, createdBounds } from "@/lib/people/segments/compile-segment";
import type { AskedBothWays } from "@/lib/people/segments/count-up-to";
import type { SegmentGroup } from "@/lib/people/segments/schema";
import { savedRules, segmentScope } from "@/lib/people/segments/segment-where";
import { type ContactFilters, readRules } from "./schema";

const { sql } = Prisma;

/** SQL condition on `contact` (always with its workspace) for what the table is narrowed to. `oneByOne`: see `SegmentScope`. */
export async function contactWhere(
  ctx: Ctx,
  filters: ContactFilters,
  { oneByOne = false }: { oneByOne?: boolean } = {},
): Promise<Prisma.Sql> {
  const parts = [sql`contact.workspace_id = ${ctx.workspaceId}::uuid`];
  if (filters.query) parts.push(await searchWhere(ctx, filters.query));
  if (filters.list) parts.push(subscriptionWhere(ctx, filters.list, filters.status));
  else if (filters.status) parts.push(anySubscriptionWhere(ctx, filters.status));
  if (filters.tag) {
    parts.push(sql`exists (select 1 from contact_tag t where t.workspace_id = ${ctx.workspaceId}::uuid
      and t.contact_id = contact.id and t.tag_id = ${filters.tag}::uuid)`);
  }
  if (filters.suppressed) {
    const found = isSuppressedSql(sql`${ctx.workspaceId}::uuid`, sql`contact.email_normalized`);
    parts.push(filters.suppressed === "yes" ? found : sql`not ${found}`);
  }
  const trees = await treesOf(ctx, filters);
  if (trees.length > 0) {
    const scope = { ...(await segmentScope(ctx, trees)), oneByOne };
    parts.push(...trees.map((rules) => compileSegment(rules, scope)));
  }
  return Prisma.join(parts, " and ");
}

/** The same condition for whoever counts. */
export async function askedBothWays(ctx: Ctx, filters: ContactFilters): Promise<AskedBothWays> {
  return {
    together: await contactWhere(ctx, filters),
    oneByOne: await contactWhere(ctx, filters, { oneByOne: true }),
  };
}

/** What of the filters the index by time of creation answers; see `createdBounds`. */
export async function createdWhere(ctx: Ctx, filters: ContactFilters): Promise<Prisma.Sql[]> {
  const trees = await treesOf(ctx, filters);
  if (trees.length === 0) return [];
  const scope = await segmentScope(ctx, trees);
  return trees.flatMap((rules) => createdBounds(rules, scope));
}

async function treesOf(ctx: Ctx, { segment, rules }: ContactFilters): Promise<SegmentGroup[]> {
  return [...(segment ? [await savedRules(ctx, segment)] : []), ...(rules ? [readRules(rules)] : [])];
}

function subscriptionWhere(ctx: Ctx, listId: string, status: ContactFilters["status"]): Prisma.Sql {
  const member = sql`select 1 from subscription s where s.workspace_id = ${ctx.workspaceId}::uuid
    and s.list_id = ${listId}::uuid and s.contact_id = contact.id`;
  if (status === "none") return sql`not exists (${member})`;
  return status ? sql`exists (${member} and s.status = ${status})` : sql`exists (${member})`;
}

function anySubscriptionWhere(ctx: Ctx, status: NonNullable<ContactFilters["status"]>): Prisma.Sql {
  const member = sql`select 1 from subscription s where s.workspace_id = ${ctx.workspaceId}::uuid and s.contact_id = contact.id`;
  if (status === "none") return sql`not exists (${member})`;
  return sql`exists (${member} and s.status = ${status})`;
}
