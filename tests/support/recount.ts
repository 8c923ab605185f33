import type { Ctx } from "@/lib/base/context";

type Rows = Record<string, unknown>[];

/** Every message's outcomes, counted again from the events alone. */
const FACTS = `
  with facts as (
    select message_id, campaign_id,
      min(occurred_at) filter (where type = 'message.sent') as sent,
      min(occurred_at) filter (where type = 'message.delivered') as delivered,
      min(occurred_at) filter (where type = 'message.bounced') as bounced,
      min(occurred_at) filter (where type = 'message.failed') as failed,
      min(occurred_at) filter (where type = 'message.complained') as complained,
      min(occurred_at) filter (where type = 'message.unsubscribed') as unsubscribed,
      min(occurred_at) filter (where type = 'message.opened' and actor = 'human') as human_open,
      min(occurred_at) filter (where type = 'message.opened' and actor = 'proxy') as proxy_open,
      min(occurred_at) filter (where type = 'message.opened' and actor = 'bot') as bot_open,
      min(occurred_at) filter (where type = 'message.clicked' and actor = 'human') as human_click,
      min(occurred_at) filter (where type = 'message.clicked' and actor <> 'human') as bot_click,
      bool_or(data->>'kind' = 'hard') as hard, bool_or(data->>'kind' = 'block') as block,
      count(*) filter (where type = 'message.deferred') as deferred,
      count(*) filter (where type = 'message.opened' and actor = 'human') as human_opens,
      count(*) filter (where type = 'message.opened' and actor = 'proxy') as proxy_opens,
      count(*) filter (where type = 'message.opened' and actor = 'bot') as bot_opens,
      count(*) filter (where type = 'message.clicked' and actor = 'human') as human_clicks,
      count(*) filter (where type = 'message.clicked' and actor <> 'human') as bot_clicks
    from event where workspace_id = $1::uuid and message_id is not null group by 1, 2
  ), outcome as (
    select *, coalesce(sent, delivered, bounced) as handed, case when bounced is null then coalesce(delivered, sent) end as arrived from facts
  )`;

const TOTALS = `${FACTS}
  select campaign_id, count(handed)::int as sent, count(arrived)::int as delivered, sum(deferred)::int as deferred,
    count(*) filter (where failed is not null and handed is null)::int as failed,
    count(*) filter (where bounced is not null and hard)::int as bounced_hard,
    count(*) filter (where bounced is not null and block and not hard)::int as bounced_block,
    count(*) filter (where bounced is not null and not block and not hard)::int as bounced_soft,
    count(complained)::int as complained, count(unsubscribed)::int as unsubscribed, count(human_open)::int as human_openers,
    count(proxy_open)::int as proxy_openers, count(bot_open)::int as bot_openers, count(human_click)::int as human_clickers,
    count(bot_click)::int as bot_clickers, sum(human_opens)::int as human_opens, sum(proxy_opens)::int as proxy_opens,
    sum(bot_opens)::int as bot_opens, sum(human_clicks)::int as human_clicks, sum(bot_clicks)::int as bot_clicks
  from outcome group by 1`;

const moments = (columns: [string, string][]) =>
  columns
    .map(
      ([name, column]) =>
        `select '${name}' as what, ${column} as at, campaign_id from outcome where ${column} is not null`,
    )
    .join(" union all ");
const HOURLY_MOMENTS: [string, string][] = [
  ["sent", "handed"],
  ["delivered", "arrived"],
  ["bounced", "bounced"],
  ["complained", "complained"],
  ["unsubscribed", "unsubscribed"],
  ["human_opens", "human_open"],
  ["proxy_opens", "proxy_open"],
  ["bot_opens", "bot_open"],
  ["human_clicks", "human_click"],
  ["bot_clicks", "bot_click"],
];
const DAILY_MOMENTS: [string, string][] = [
  ["sent", "handed"],
  ["delivered", "arrived"],
  ["bounced", "bounced"],
  ["complained", "complained"],
  ["unsubscribed", "unsubscribed"],
  ["human_openers", "human_open"],
  ["proxy_openers", "proxy_open"],
  ["human_clickers", "human_click"],
];

/** The roll-ups as they should be: `[bucket, column, count]` without zeros. */
export async function recountRollUps(ctx: Ctx): Promise<Record<string, Rows>> {
  const ask = (sql: string) => ctx.db.$queryRawUnsafe<Rows>(sql, ctx.workspaceId);
  return {
    totals: await ask(TOTALS),
    hourly: await ask(`${FACTS}, moment as (${moments(HOURLY_MOMENTS)})
      select date_trunc('hour', at, 'UTC')::text as bucket, what, count(*)::int as n from moment group by 1, 2 order by 1, 2`),
    daily: await ask(`${FACTS}, moment as (${moments(DAILY_MOMENTS)})
      select (at at time zone 'UTC')::date::text as bucket, what, count(*)::int as n from moment group by 1, 2 order by 1, 2`),
    quarters: await ask(`${FACTS}, moment as (${moments(DAILY_MOMENTS)})
      select date_bin('15 minutes', at, '2000-01-01T00:00:00Z')::text as bucket, what, count(*)::int as n
        from moment group by 1, 2 order by 1, 2`),
    links: await ask(`select link_id, count(distinct message_id) filter (where actor = 'human')::int as human_clickers,
        count(*) filter (where actor = 'human')::int as human_clicks, count(*) filter (where actor <> 'human')::int as bot_clicks
      from event where workspace_id = $1::uuid and type = 'message.clicked' group by 1 order by 1`),
  };
}

/** The roll-ups as they are, in the shape of `recountRollUps`. */
export async function storedRollUps(ctx: Ctx): Promise<Record<string, Rows>> {
  const ask = (sql: string) => ctx.db.$queryRawUnsafe<Rows>(sql, ctx.workspaceId);
  const unpivot = (table: string, bucket: string, columns: [string, string][]) =>
    ask(`select ${bucket}::text as bucket, v.what, v.n from ${table},
        lateral (values ${columns.map(([name]) => `('${name}', ${name})`).join(", ")}) as v(what, n)
      where workspace_id = $1::uuid and v.n <> 0 order by 1, 2`);
  return {
    totals:
      await ask(`select campaign_id, sent, delivered, deferred, failed, bounced_hard, bounced_block, bounced_soft, complained, unsubscribed,
        human_openers, proxy_openers, bot_openers, human_clickers, bot_clickers, human_opens, proxy_opens, bot_opens, human_clicks, bot_clicks
      from campaign_totals where workspace_id = $1::uuid`),
    hourly: await unpivot("campaign_hourly", "hour", HOURLY_MOMENTS),
    daily: await unpivot("workspace_daily", "day", DAILY_MOMENTS),
    quarters: await unpivot("workspace_quarter", "starts_at", DAILY_MOMENTS),
    links: await ask(
      `select link_id, human_clickers, human_clicks, bot_clicks from link_totals where workspace_id = $1::uuid order by 1`,
    ),
  };
}
