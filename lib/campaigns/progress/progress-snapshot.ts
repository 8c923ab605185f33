import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import { LEDGER_PLACE_SQL, type Place } from "@/lib/events/ledger/place";
import type { Ledger } from "@/lib/reports/views";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";

/** How the messages to one recipient domain stand. */
export interface DomainCounts {
  domain: string;
  /** All of the audience, those included who were left out. */
  total: number;
  /** Suppressed and skipped: nothing was ever to leave for them. */
  leftOut: number;
  pending: number;
  deferred: number;
  /** Handed over at least once. */
  tried: number;
  /** Put off at least once. */
  putOff: number;
}

/** Everything that has to be counted row by row. */
export interface ProgressSnapshot {
  at: Date;
  ledger: Omit<Ledger, "audience" | "balanced">;
  deferred: number;
  /** The largest domains; `domain` is empty for all others together. */
  domains: DomainCounts[];
}

/** Counting faster than this is done every time. */
const QUICK_MS = 200;
/** A slow count is good for this many times as long as it took: pages left open cost at most a twentieth of a core together. */
const REST = 20;
const LONGEST_REST_MS = 30_000;
const TOP_DOMAINS = 1000;

const recent = new BoundedCache<Promise<ProgressSnapshot>>({ max: 200 });
const freshMs = (tookMs: number) => (tookMs < QUICK_MS ? 0 : tookMs + Math.min(LONGEST_REST_MS, tookMs * REST));

/**
 * The rows of a campaign counted by where they stand and by domain; fresh for ordinary audiences, up to half a minute old for
 * millions. All who ask at once get one count.
 */
export function progressSnapshot(ctx: Ctx, campaignId: string, status: CampaignStatus): Promise<ProgressSnapshot> {
  const key = `${ctx.workspaceId}/${campaignId}/${status}`;
  return remember(recent, key, () => count(ctx, campaignId), freshMs);
}

interface Row extends DomainCounts {
  byDomain: boolean;
  place: Place | null;
  reason: string | null;
}

async function count(ctx: Ctx, campaignId: string): Promise<ProgressSnapshot> {
  const at = ctx.now();
  // One pass over the rows, which PostgreSQL may share among its workers; both groupings are made from what is left then.
  const rows = await ctx.db.$queryRawUnsafe<Row[]>(
    `with base as materialized (
       select place, reason, domain, count(*) as total, count(*) filter (where status = 'deferred') as deferred,
              count(*) filter (where sending_at is not null) as tried,
              count(*) filter (where status = 'deferred' or attempt_count > 1) as put_off
         from (
           select ${LEDGER_PLACE_SQL} as place, status, sending_at, attempt_count, email_domain as domain,
                  case when status in ('suppressed', 'skipped', 'cancelled') then coalesce(skip_reason, status) end as reason
             from message where workspace_id = $1::uuid and campaign_id = $2::uuid
         ) m
        group by place, reason, domain
     ), counted as (
       select grouping(place) = 1 as "byDomain", place, reason, domain, sum(total) as total,
              coalesce(sum(total) filter (where place = 'pending'), 0) as pending,
              coalesce(sum(total) filter (where place in ('suppressed', 'skipped')), 0) as left_out, sum(deferred) as deferred,
              sum(tried) as tried, sum(put_off) as put_off
         from base group by grouping sets ((place, reason), (domain))
     ), ranked as (
       select *, row_number() over (partition by "byDomain" order by total desc, domain) as rank from counted
     )
     select "byDomain", place, reason, case when rank <= ${TOP_DOMAINS} then domain else '' end as domain, sum(total)::int as total,
            sum(pending)::int as pending, sum(left_out)::int as "leftOut", sum(deferred)::int as deferred, sum(tried)::int as tried, sum(put_off)::int as "putOff"
       from ranked group by 1, 2, 3, 4 order by 5 desc`,
    ctx.workspaceId,
    campaignId,
  );
  const ledger = { delivered: 0, bounced: 0, failed: 0, suppressed: 0, skipped: 0, unconfirmed: 0, pending: 0 };
  const reasons: Ledger["reasons"] = [];
  for (const { place, reason, total } of rows) {
    if (!place) continue;
    ledger[place] += total;
    if (reason && (place === "suppressed" || place === "skipped")) reasons.push({ kind: place, reason, count: total });
  }
  const domains = rows.filter((row) => row.byDomain);
  const deferred = domains.reduce((sum, row) => sum + row.deferred, 0);
  return { at, ledger: { ...ledger, reasons }, deferred, domains };
}
