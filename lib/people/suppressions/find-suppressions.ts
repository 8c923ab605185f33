import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inForceSql, isInForce } from "@/lib/people/addresses/in-force";
import { noteText } from "@/lib/people/addresses/note-text";
import { addressSearch } from "./address-search";
import type { SuppressionReason } from "./reasons.shared";
import type { SuppressionFilters, SuppressionItem, SuppressionPage } from "./schema";

const { sql } = Prisma;

interface Row {
  id: string;
  emailNormalized: string;
  reason: SuppressionReason;
  note: string;
  createdAt: Date;
  expiresAt: Date | null;
  messageId: string | null;
  contactId: string | null;
}

/**
 * One page of the workspace's list, newest first or, with a search, by address. Contacts and messages are named while they exist.
 * Measured at 600,000 rows on two busy cores: a page in 1 ms, by prefix too; a rare reason within a domain 7 ms.
 */
export async function findSuppressions(ctx: Ctx, filters: SuppressionFilters, limit = 50): Promise<SuppressionPage> {
  requirePermission(ctx, "suppressions.read");
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const search = addressSearch("s", filters.query, filters.cursor);
  const rows = await ctx.db.$queryRaw<Row[]>(sql`
    select page.id, page.email_normalized as "emailNormalized", page.reason, page.note,
           page.created_at as "createdAt", page.expires_at as "expiresAt", message.id as "messageId", contact.id as "contactId"
      from (select s.*, row_number() over () as place from (
              select s.* from suppression s where ${whereOf(ctx, filters)} and ${search.where}
               order by ${search.orderBy} limit ${limit + 1}) s) page
      left join contact on contact.workspace_id = ${workspace} and contact.email_normalized = page.email_normalized
      left join message on message.workspace_id = ${workspace} and message.id = page.message_id
     order by page.place`);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => present(row, ctx.now())),
    nextCursor: rows.length > limit && last ? search.cursorOf(last) : null,
  };
}

const COUNT_CAP = 10_000;

/** How many the filters find, counted up to 10,000; `capped` says there are more. */
export async function countSuppressions(
  ctx: Ctx,
  filters: SuppressionFilters,
): Promise<{ count: number; capped: boolean }> {
  requirePermission(ctx, "suppressions.read");
  const search = addressSearch("s", filters.query, undefined);
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>(sql`
    select count(*)::int as count
      from (select 1 from suppression s where ${whereOf(ctx, filters)} and ${search.where} limit ${COUNT_CAP + 1}) found`);
  const count = row?.count ?? 0;
  return { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP };
}

function whereOf(ctx: Ctx, filters: SuppressionFilters): Prisma.Sql {
  const parts = [sql`s.workspace_id = ${ctx.workspaceId}::uuid`];
  if (filters.reason) parts.push(sql`s.reason = ${filters.reason}`);
  if (!filters.expired) parts.push(inForceSql("s"));
  return Prisma.join(parts, " and ");
}

function present(row: Row, now: Date): SuppressionItem {
  return {
    id: publicId("sup", row.id),
    email: row.emailNormalized,
    reason: row.reason,
    note: noteText(row),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    expired: !isInForce(row, now),
    messageId: row.messageId && publicId("msg", row.messageId),
    contactId: row.contactId && publicId("ctc", row.contactId),
  };
}
