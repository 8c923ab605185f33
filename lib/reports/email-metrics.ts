import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { firstIdAt } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";

const { sql } = Prisma;

export const metricDimensions = ["period", "domain", "email", "broadcast"] as const;
export type MetricDimension = (typeof metricDimensions)[number];
export const metricGranularities = ["hourly", "daily", "weekly", "monthly"] as const;
export type MetricGranularity = (typeof metricGranularities)[number];

/** Counts of a group of messages. Opens and clicks are those of people. */
export interface MetricCounts {
  sent: number;
  delivered: number;
  bounced: number;
  bounced_permanent: number;
  bounced_transient: number;
  bounced_undetermined: number;
  complained: number;
  unsubscribed: number;
  suppressed: number;
  failed: number;
  delivery_delayed: number;
  opened: number;
  unique_opened: number;
  clicked: number;
  unique_clicked: number;
}

/** A group, by the dimensions asked for; UUIDs. */
export interface MetricRow extends MetricCounts {
  period: string | null;
  domain: string | null;
  emailId: string | null;
  campaignId: string | null;
}

export interface MetricQuestion {
  from: Date;
  until: Date;
  timeZone: string;
  granularity: MetricGranularity;
  dimensions: readonly MetricDimension[];
  /** Names of domains, and UUIDs; none: all. */
  domains?: readonly string[] | undefined;
  emailIds?: readonly string[] | undefined;
  campaignIds?: readonly string[] | undefined;
}

/** Of all that was looked at, whether anything of it was asked for or not. */
interface Looked {
  looked: number;
}
type Found = Looked & (MetricRow | { sent: null });

/** Messages that one question looks at, and groups of its answer. */
const MOST_MESSAGES = 100_000;
const MOST_GROUPS = 10_000;

const units: Readonly<Record<MetricGranularity, Prisma.Sql>> = {
  ...{ hourly: sql`'hour'`, daily: sql`'day'`, weekly: sql`'week'`, monthly: sql`'month'` },
};
const forms: Readonly<Record<MetricGranularity, Prisma.Sql>> = {
  ...{
    hourly: sql`'YYYY-MM-DD"T"HH24:MI'`,
    daily: sql`'YYYY-MM-DD'`,
    weekly: sql`'YYYY-MM-DD'`,
    monthly: sql`'YYYY-MM'`,
  },
};

/**
 * What became of the messages of a time, in groups. Ids have their time, so a range of them is read and no more; a time with over 100,000
 * messages is refused in words: reports of campaigns have their numbers ready. Throws `invalid`.
 */
export async function emailMetrics(ctx: Ctx, question: MetricQuestion): Promise<MetricRow[]> {
  requirePermission(ctx, "reports.read");
  const found = await ctx.db.$queryRaw<Found[]>(statement(ctx, question));
  if ((found[0]?.looked ?? 0) > MOST_MESSAGES)
    throw tooMany(
      `These are more than ${MOST_MESSAGES} messages. Ask for a shorter time, or for the report of a campaign.`,
    );
  const rows = found.filter((row): row is MetricRow & Looked => row.sent !== null);
  if (rows.length > MOST_GROUPS)
    throw tooMany("The answer would have too many rows. Ask for fewer dimensions or a shorter time.");
  return rows;
}

const tooMany = (text: string) => invalid(text, { start_date: text });

function statement({ workspaceId }: Ctx, question: MetricQuestion): Prisma.Sql {
  const { from, until, timeZone, granularity, dimensions } = question;
  const { domains, emailIds, campaignIds } = question;
  const by = (dimension: MetricDimension, expression: Prisma.Sql) =>
    dimensions.includes(dimension) ? expression : sql`null`;
  const period = sql`to_char(date_trunc(${units[granularity]}, m.created_at at time zone ${timeZone}), ${forms[granularity]})`;
  const domain = sql`split_part(coalesce(e.from_email, s.email), '@', 2)`;
  return sql`
    with looked as materialized (
      select * from message
       where workspace_id = ${workspaceId}::uuid and id >= ${firstIdAt(from)}::uuid and id < ${firstIdAt(until)}::uuid and kind <> 'test'
       order by id limit ${MOST_MESSAGES + 1}
    ), grouped as (
    select ${by("period", period)} as period, ${by("domain", domain)} as domain, ${by("email", sql`e.id`)} as "emailId",
           ${by("broadcast", sql`m.campaign_id`)} as "campaignId",
           (count(*) filter (where m.sent_at is not null))::int as sent,
           (count(*) filter (where m.delivered_at is not null))::int as delivered,
           (count(*) filter (where m.bounced_at is not null))::int as bounced,
           (count(*) filter (where m.bounced_at is not null and m.bounce_kind = 'hard'))::int as bounced_permanent,
           (count(*) filter (where m.bounced_at is not null and m.bounce_kind = 'soft'))::int as bounced_transient,
           (count(*) filter (where m.bounced_at is not null and coalesce(m.bounce_kind, '') not in ('hard', 'soft')))::int as bounced_undetermined,
           (count(*) filter (where m.complained_at is not null))::int as complained,
           (count(*) filter (where m.unsubscribed_at is not null))::int as unsubscribed,
           (count(*) filter (where m.status = 'suppressed'))::int as suppressed,
           (count(*) filter (where m.status = 'failed'))::int as failed,
           (count(*) filter (where m.status = 'deferred' or m.attempt_count > 1))::int as delivery_delayed,
           coalesce(sum(m.open_count), 0)::int as opened, (count(*) filter (where m.first_opened_at is not null))::int as unique_opened,
           coalesce(sum(m.click_count), 0)::int as clicked, (count(*) filter (where m.first_clicked_at is not null))::int as unique_clicked
      from looked m
      left join email_recipient r on r.workspace_id = ${workspaceId}::uuid and r.message_id = m.id
      left join email e on e.workspace_id = ${workspaceId}::uuid and e.id = r.email_id
      left join campaign c on c.workspace_id = ${workspaceId}::uuid and c.id = m.campaign_id
      left join sender s on s.workspace_id = ${workspaceId}::uuid and s.id = c.sender_id
     where ${domains ? sql`${domain} = any(${[...domains]})` : sql`true`}
       and ${emailIds ? sql`e.id = any(${[...emailIds]}::uuid[])` : sql`true`}
       and ${campaignIds ? sql`m.campaign_id = any(${[...campaignIds]}::uuid[])` : sql`true`}
     group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit ${MOST_GROUPS + 1}
    )
    select n.looked, grouped.* from (select count(*)::int as looked from looked) n left join grouped on true
     order by grouped.period, grouped.domain, grouped."emailId", grouped."campaignId"`;
}
