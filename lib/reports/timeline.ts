import type { Ctx } from "@/lib/base/context";
import type { TimelinePoint } from "./views";

const HOUR_MS = 3_600_000;
const MAX_DAYS = 30;

interface HourRow {
  hour: Date;
  delivered: number;
  humanOpens: number;
  proxyOpens: number;
  humanClicks: number;
  unsubscribed: number;
  bounced: number;
}

/** First-time outcomes by hour for the first 24 hours and by day (in the workspace's time zone) for the first 30 days, without gaps. */
export async function campaignTimeline(
  ctx: Ctx,
  campaign: { id: string; startedAt: Date | null },
  timeZone: string,
): Promise<{ first24Hours: TimelinePoint[]; days: TimelinePoint[] }> {
  const rows = await ctx.db.campaignHourly.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId: campaign.id },
    orderBy: { hour: "asc" },
    take: MAX_DAYS * 24 + 24,
  });
  const first = rows[0]?.hour.getTime() ?? campaign.startedAt?.getTime();
  if (first === undefined) return { first24Hours: [], days: [] };
  return { first24Hours: hoursFrom(first, rows, ctx.now()), days: daysFrom(rows, timeZone, ctx.now()) };
}

/** Hours that are still to come have no number yet, which is not zero. */
function hoursFrom(firstMs: number, rows: readonly HourRow[], now: Date): TimelinePoint[] {
  const start = Math.floor(firstMs / HOUR_MS) * HOUR_MS;
  const byHour = new Map(rows.map((row) => [row.hour.getTime(), row]));
  const hours = Math.max(1, Math.min(24, Math.floor((now.getTime() - start) / HOUR_MS) + 1));
  return Array.from({ length: hours }, (_, index) => {
    const at = start + index * HOUR_MS;
    const row = byHour.get(at);
    return addUp(new Date(at).toISOString(), row ? [row] : []);
  });
}

function daysFrom(rows: readonly HourRow[], timeZone: string, now: Date): TimelinePoint[] {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return [];
  const dayOf = dayFormatter(timeZone);
  const byDay = Map.groupBy(rows, (row) => dayOf(row.hour));
  const end = Math.min(now.getTime(), first.hour.getTime() + MAX_DAYS * 24 * HOUR_MS);
  const days = new Set<string>();
  for (let at = first.hour.getTime(); at <= Math.max(end, last.hour.getTime()); at += HOUR_MS)
    days.add(dayOf(new Date(at)));
  return [...days].slice(0, MAX_DAYS).map((day) => addUp(day, byDay.get(day) ?? []));
}

function addUp(at: string, rows: readonly HourRow[]): TimelinePoint {
  const sum = (pick: (row: HourRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    at,
    delivered: sum((row) => row.delivered),
    opens: sum((row) => row.humanOpens),
    proxyOpens: sum((row) => row.proxyOpens),
    clicks: sum((row) => row.humanClicks),
    unsubscribed: sum((row) => row.unsubscribed),
    bounced: sum((row) => row.bounced),
  };
}

/** `YYYY-MM-DD` of a moment in a time zone. */
export function dayFormatter(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (at) => format.format(at);
}
