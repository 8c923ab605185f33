import type { Ctx } from "@/lib/base/context";
import { foldedContains } from "@/lib/base/db/folded";
import { Prisma } from "@/lib/base/db/generated/client";
import type { CampaignFilters } from "./schema";
import { type CampaignSort, campaignTabs } from "./views.shared";

const { sql } = Prisma;

interface Order {
  /** Of a row of `campaign` with its `totals`; never null. */
  key: Prisma.Sql;
  ascends: boolean;
}

/** The ids of a page of campaigns in the order asked for; those without the number stand last. The id decides between equals. */
export async function campaignIds(ctx: Ctx, filters: CampaignFilters, take: number): Promise<string[]> {
  const { key, ascends } = orderOf(filters);
  const [sign, direction] = ascends ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const from = sql`from campaign left join campaign_totals totals
    on totals.workspace_id = campaign.workspace_id and totals.campaign_id = campaign.id`;
  const own = sql`campaign.workspace_id = ${ctx.workspaceId}::uuid`;
  const after = filters.after
    ? sql`and (${key}, campaign.id) ${sign} (select ${key}, campaign.id ${from} where ${own} and campaign.id = ${filters.after}::uuid)`
    : Prisma.empty;
  const rows = await ctx.db.$queryRaw<{ id: string }[]>(sql`
    select campaign.id ${from} where ${own} and ${narrowed(filters)} ${after}
     order by ${key} ${direction}, campaign.id ${direction} limit ${take}`);
  return rows.map(({ id }) => id);
}

function narrowed({ tab, status, q, label }: CampaignFilters): Prisma.Sql {
  const parts = [
    sql`campaign.status = any(${status ? [status] : campaignTabs[tab]})`,
    tab === "archived" ? sql`campaign.archived_at is not null` : sql`campaign.archived_at is null`,
  ];
  if (q) parts.push(sql`(${foldedContains(sql`campaign.name`, q)} or ${foldedContains(sql`campaign.subject`, q)})`);
  if (label) parts.push(sql`campaign.labels @> array[${label}]`);
  return Prisma.join(parts, " and ");
}

function orderOf({ sort = "created", direction }: CampaignFilters): Order {
  const ascends = (direction ?? (sort === "name" ? "asc" : "desc")) === "asc";
  return { key: keyOf(sort, ascends ? sql`'infinity'` : sql`'-infinity'`), ascends };
}

/** `last` is what stands behind every number and moment. */
function keyOf(sort: CampaignSort, last: Prisma.Sql): Prisma.Sql {
  switch (sort) {
    case "created":
      return sql`campaign.id`;
    case "name":
      return sql`fold_text(campaign.name)`;
    case "leaves":
      return sql`coalesce(campaign.launched_at, campaign.scheduled_at, ${last}::timestamptz)`;
    case "sent":
      return sql`coalesce(totals.sent::float8, ${last}::float8)`;
    case "opened":
      return sql`coalesce(totals.human_openers::float8 / nullif(totals.delivered, 0), ${last}::float8)`;
    case "clicked":
      return sql`coalesce(totals.human_clickers::float8 / nullif(totals.delivered, 0), ${last}::float8)`;
  }
}
