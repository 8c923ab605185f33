import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { isSuppressedSql } from "@/lib/people/addresses/sql";
import { searchWhere } from "@/lib/people/search/search-where";
import { compileSegment } from "@/lib/people/segments/compile-segment";
import { segmentScope, segmentWhere } from "@/lib/people/segments/segment-where";
import { type ContactFilters, readRules } from "./schema";

const { sql } = Prisma;

/** SQL condition on `contact` (always with its workspace) for what the table is narrowed to. */
export async function contactWhere(ctx: Ctx, filters: ContactFilters): Promise<Prisma.Sql> {
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
  if (filters.segment) parts.push(await segmentWhere(ctx, filters.segment));
  if (filters.rules) parts.push(compileSegment(readRules(filters.rules), await segmentScope(ctx)));
  return Prisma.join(parts, " and ");
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
