import type pg from "pg";
import { patiently } from "./clock";

const queries = {
  campaign: `select status, pause_reason, prepared_at is not null as prepared, now()::text as now
    from campaign where id = $1`,
  messages: `select status, count(*)::int, min(next_attempt_at)::text as next_attempt
    from message where campaign_id = $1 group by 1`,
  batches: `select position, status, leased_by, leased_until::text, due_at::text, lease_count
    from campaign_batch where campaign_id = $1 and due_at is not null order by position limit 10`,
  transports: `select t.name, t.paused_until::text, t.paused_reason, t.trouble_kind
    from transport t join campaign c on c.workspace_id = t.workspace_id where c.id = $1`,
} as const;

/** What the tables say about a campaign that does not move: for the person who has to find out why. */
export async function describeStandstill(pool: pg.Pool, campaignId: string): Promise<string> {
  const lines: string[] = [];
  for (const [name, sql] of Object.entries(queries)) {
    const { rows } = await patiently(() => pool.query(sql, [campaignId]));
    for (const row of rows) lines.push(`  ${name} ${JSON.stringify(row)}`);
  }
  return lines.join("\n");
}
