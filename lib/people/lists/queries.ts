import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { getList } from "./get-list";
import { ListFilters } from "./schema";

export interface ListSummary {
  id: string;
  name: string;
  description: string;
  isPublic: boolean;
  doubleOptIn: boolean;
  /** A topic: whether who never said anything gets it. Null: a plain list. */
  topicOptIn: boolean | null;
  archivedAt: string | null;
  createdAt: string;
  confirmedCount: number;
  pendingCount: number;
  unsubscribedCount: number;
  /** Confirmed in the last 30 days, less those who left in that time. */
  growth30Days: number;
}

const MOST_LISTS = 500;

interface CountRow {
  list_id: string;
  confirmed: number;
  pending: number;
  unsubscribed: number;
  joined: number;
  gone: number;
}

/** The lists of the workspace by name, with counts. */
export async function findLists(ctx: Ctx, input: ListFilters = {}): Promise<ListSummary[]> {
  const { archived } = ListFilters.parse(input);
  const lists = await ctx.db.list.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: archived === "yes" ? { not: null } : null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_LISTS,
  });
  const counts = await countMembers(
    ctx,
    lists.map(({ id }) => id),
  );
  return lists.map((list) => summarise(list, counts.get(list.id)));
}

/** Names of the lists in use, in their order, to choose from: nothing is counted for them. */
export async function findListNames(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const lists = await ctx.db.list.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_LISTS,
    select: { id: true, name: true },
  });
  return lists.map(({ id, name }) => ({ id: publicId("lst", id), name }));
}

/** One list with its counts, or `not_found`. */
export async function getListSummary(ctx: Ctx, listId: string): Promise<ListSummary> {
  const list = await getList(ctx, listId);
  const counts = await countMembers(ctx, [listId]);
  return summarise(list, counts.get(listId));
}

function summarise(list: Awaited<ReturnType<typeof getList>>, row: CountRow | undefined): ListSummary {
  return {
    id: publicId("lst", list.id),
    name: list.name,
    description: list.description,
    isPublic: list.isPublic,
    doubleOptIn: list.doubleOptIn,
    topicOptIn: list.topicOptIn,
    archivedAt: list.archivedAt?.toISOString() ?? null,
    createdAt: list.createdAt.toISOString(),
    confirmedCount: row?.confirmed ?? 0,
    pendingCount: row?.pending ?? 0,
    unsubscribedCount: row?.unsubscribed ?? 0,
    growth30Days: (row?.joined ?? 0) - (row?.gone ?? 0),
  };
}

/** One pass over the subscriptions of these lists. */
async function countMembers(ctx: Ctx, listIds: string[]): Promise<Map<string, CountRow>> {
  if (listIds.length === 0) return new Map();
  const since = new Date(ctx.now().getTime() - 30 * 86_400_000);
  const rows = await ctx.db.$queryRaw<CountRow[]>(Prisma.sql`
    select list_id,
      (count(*) filter (where status = 'confirmed'))::int as confirmed,
      (count(*) filter (where status = 'pending'))::int as pending,
      (count(*) filter (where status = 'unsubscribed'))::int as unsubscribed,
      (count(*) filter (where confirmed_at >= ${since}))::int as joined,
      (count(*) filter (where unsubscribed_at >= ${since}))::int as gone
    from subscription
    where workspace_id = ${ctx.workspaceId}::uuid and list_id = any(${listIds}::uuid[])
    group by list_id`);
  return new Map(rows.map((row) => [row.list_id, row]));
}

export interface GrowthDay {
  /** YYYY-MM-DD in the workspace's time zone. */
  day: string;
  joined: number;
  gone: number;
}

/** Who came and who left, day by day, for the last `days` days that something happened. */
export async function listGrowth(ctx: Ctx, listId: string, timeZone: string, days = 90): Promise<GrowthDay[]> {
  const since = new Date(ctx.now().getTime() - days * 86_400_000);
  return ctx.db.$queryRaw<GrowthDay[]>(Prisma.sql`
    select to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day, sum(joined)::int as joined, sum(gone)::int as gone
    from (
      select confirmed_at as at, 1 as joined, 0 as gone from subscription
      where workspace_id = ${ctx.workspaceId}::uuid and list_id = ${listId}::uuid and confirmed_at >= ${since}
      union all
      select unsubscribed_at, 0, 1 from subscription
      where workspace_id = ${ctx.workspaceId}::uuid and list_id = ${listId}::uuid and unsubscribed_at >= ${since}
    ) moves
    group by 1 order by 1`);
}
