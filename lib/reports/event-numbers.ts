import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { shortAgent } from "@/lib/events/agents/mail-client";

const { sql } = Prisma;

/** More bounces than this say nothing new about why: a campaign with so many has been stopped. Read newest first by (campaign, type, id). */
export const MAX_EVENTS = 50_000;
/** As many different programs as are told apart. */
const MAX_AGENTS = 20_000;

/** Messages that a kind of mail program opened, for people or as their proxy. */
export interface AgentOpens {
  /** As `shortAgent` says it. */
  agent: string;
  opens: number;
}

/** Messages of one domain about which the same came back. */
export interface FeedbackGroup {
  domain: string;
  category: string | null;
  kind: string | null;
  source: string | null;
  count: number;
  /** The newest message of the group. */
  newest: string;
}

/** Messages by the program that opened them; one that two programs opened counts with both. */
export async function countAgents(ctx: Ctx, campaignId: string): Promise<AgentOpens[]> {
  const opened = sql`workspace_id = ${ctx.workspaceId}::uuid and campaign_id = ${campaignId}::uuid
                     and type = 'message.opened' and actor in ('human', 'proxy')`;
  const found = await ctx.db.$queryRaw<{ name: string }[]>(sql`
    select coalesce(user_agent, '') as name from event where ${opened} group by 1 order by count(*) desc limit ${MAX_AGENTS}`);
  const names = found.map(({ name }) => name);
  return ctx.db.$queryRaw<AgentOpens[]>(sql`
    select a.short as agent, count(distinct e.message_id)::int as opens
      from (select message_id, coalesce(user_agent, '') as name from event where ${opened}) e
      join unnest(${names}::text[], ${names.map(shortAgent)}::text[]) as a(name, short) on a.name = e.name
     group by 1 order by 2 desc, 1`);
}

/** What came back of a type. The message itself knows how it bounced in the end; a deferral is known by its event only. */
export function findFeedbackGroups(ctx: Ctx, campaignId: string, type: string): Promise<FeedbackGroup[]> {
  const final = type === "message.bounced";
  return ctx.db.$queryRaw<FeedbackGroup[]>(sql`
    select m.email_domain as domain,
           ${final ? sql`coalesce(m.bounce_category, e.data->>'category')` : sql`e.data->>'category'`} as category,
           ${final ? sql`m.bounce_kind` : sql`null::text`} as kind,
           e.data->>'source' as source, count(*)::int as count,
           (array_agg(m.id order by e.id desc))[1] as newest
      from (
        select distinct on (message_id) id, message_id, data
          from (select id, message_id, data from event
                 where workspace_id = ${ctx.workspaceId}::uuid and campaign_id = ${campaignId}::uuid and type = ${type}
                 order by id desc limit ${MAX_EVENTS}) newest
         order by message_id, id desc
      ) e
      join message m on m.workspace_id = ${ctx.workspaceId}::uuid and m.id = e.message_id
     group by 1, 2, 3, 4`);
}
