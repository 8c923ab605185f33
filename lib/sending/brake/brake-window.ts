import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { DomainOutcomes } from "./brake-judge";

/** What a look at the brake begins with: one row by key. */
export interface BrakeSubject {
  status: string;
  brakeFrom: Date | null;
  settings: unknown;
  brake: unknown;
  /** From the roll-ups: messages with an answer for good, and how many of them came back. */
  sent: number;
  hard: number;
  block: number;
  complaint: number;
}

/** The campaign with the settings of its workspace and its totals; null when there is none. */
export async function readSubject(tx: SqlTx, campaignId: string): Promise<BrakeSubject | null> {
  const [row] = await tx.db.$queryRawUnsafe<BrakeSubject[]>(
    `select c.status, c.brake_from as "brakeFrom", c.brake, w.settings, coalesce(t.sent, 0) as sent,
            coalesce(t.bounced_hard, 0) as hard, coalesce(t.bounced_block, 0) as block, coalesce(t.complained, 0) as complaint
       from campaign c
       join workspace w on w.id = c.workspace_id
       left join campaign_totals t on t.workspace_id = c.workspace_id and t.campaign_id = c.id
      where c.workspace_id = $1::uuid and c.id = $2::uuid`,
    tx.workspaceId,
    campaignId,
  );
  return row ?? null;
}

/**
 * When the messages were handed over that the latest bounce and the latest complaint are about; only messages handed over
 * since `from` count. A bounce may come minutes after its message: what is looked at must be the messages up to that one,
 * whose outcomes are known too, and not those that have just left.
 */
export async function latestProblems(tx: SqlTx, campaignId: string, from: Date | null): Promise<Date[]> {
  const rows = await tx.db.$queryRawUnsafe<{ at: Date }[]>(
    `select distinct latest.at
       from unnest(array['message.bounced', 'message.complained']) wanted(type)
      cross join lateral (
        select m.sending_at as at
          from (
            select e.id, e.message_id from event e
             where e.workspace_id = $1::uuid and e.campaign_id = $2::uuid and e.type = wanted.type
             order by e.id desc limit 50
          ) e
          join message m on m.workspace_id = $1::uuid and m.id = e.message_id
         where m.sending_at is not null and ($3::timestamptz is null or m.sending_at >= $3::timestamptz)
         order by e.id desc limit 1
      ) latest
      order by 1 desc`,
    tx.workspaceId,
    campaignId,
    from?.toISOString() ?? null,
  );
  return rows.map((row) => row.at);
}

/**
 * What became of the last `window` messages handed over up to `until`, by recipient domain. Nothing is indexed by time, on
 * purpose; so it reads the batches begun last before then, of which a worker has a few at once: four times as many rows by key,
 * measured 3 ms in the database, however large the campaign is.
 */
export async function recentOutcomes(
  tx: SqlTx,
  campaignId: string,
  { until, from, window }: { until: Date; from: Date | null; window: number },
): Promise<DomainOutcomes[]> {
  return tx.db.$queryRawUnsafe<DomainOutcomes[]>(
    `with begun as (
       select first_message_id, last_message_id,
              coalesce(sum(size) over (order by started_at desc, position desc rows between unbounded preceding and 1 preceding), 0)
                as before
         from campaign_batch
        where workspace_id = $1::uuid and campaign_id = $2::uuid and started_at <= $3::timestamptz + interval '1 second'
     ), last as (
       select m.email_domain, m.status, m.bounced_at, m.bounce_kind, m.complained_at
         from (select * from begun where before < 4 * $5::int order by before limit 100) b
        cross join lateral (
          select * from message m
           where m.workspace_id = $1::uuid and m.id between b.first_message_id and b.last_message_id
             -- No index may serve this: all of the campaign would be read. "offset 0" keeps the planner from joining the other way.
             and m.campaign_id is not distinct from $2::uuid
          offset 0
         ) m
        where m.sending_at <= $3::timestamptz and ($4::timestamptz is null or m.sending_at >= $4::timestamptz)
          and (m.status in ('sent', 'failed') or m.bounced_at is not null)
        order by m.sending_at desc limit $5::int
     )
     select email_domain as domain, count(*)::int as of,
            (count(*) filter (where bounced_at is not null and bounce_kind = 'hard'))::int as hard,
            (count(*) filter (where bounced_at is not null and bounce_kind = 'block'))::int as block,
            (count(*) filter (where complained_at is not null))::int as complaint
       from last group by email_domain`,
    tx.workspaceId,
    campaignId,
    until.toISOString(),
    from?.toISOString() ?? null,
    window,
  );
}

/** Which domains the latest bounces or complaints about messages handed over since `from` come from; at most 2,000 are read. */
export async function problemsByDomain(
  tx: SqlTx,
  campaignId: string,
  kind: "hard" | "complaint",
  from: Date | null,
): Promise<{ domain: string; count: number; of: number }[]> {
  return tx.db.$queryRawUnsafe(
    `select m.email_domain as domain, count(distinct m.id)::int as count, 0 as of
       from (
         select e.message_id from event e
          where e.workspace_id = $1::uuid and e.campaign_id = $2::uuid and e.type = $3
            and ($5::timestamptz is null or e.occurred_at >= $5::timestamptz)
          order by e.id desc limit 2000
       ) latest
       join message m on m.workspace_id = $1::uuid and m.id = latest.message_id
      where ($4 = 'complaint' or m.bounce_kind = 'hard') and ($5::timestamptz is null or m.sending_at >= $5::timestamptz)
      group by 1 order by 2 desc, 1`,
    tx.workspaceId,
    campaignId,
    kind === "hard" ? "message.bounced" : "message.complained",
    kind,
    from?.toISOString() ?? null,
  );
}
