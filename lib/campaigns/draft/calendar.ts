import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { calendarDates } from "./months.shared";
import { findCampaigns, findCampaignsBetween } from "./queries";
import { CampaignFilters } from "./schema";
import { usualTime } from "./usual-time.shared";
import { type CampaignSummary, leavesAt } from "./views.shared";

/** A day of the month view. `date` is YYYY-MM-DD in the workspace's zone. */
export interface CalendarDay {
  date: string;
  inMonth: boolean;
  isToday: boolean;
  isPast: boolean;
  campaigns: CampaignSummary[];
}

/** The days of a month with what left, or will leave, on each, in the workspace's time zone. */
export async function findCalendar(ctx: Ctx, month: string, timeZone: string): Promise<CalendarDay[]> {
  const dates = calendarDates(month);
  const from = wallTimeToDate(`${dates[0]}T00:00`, timeZone) ?? new Date(`${dates[0]}T00:00:00Z`);
  const to = new Date(from.getTime() + (dates.length + 1) * 86_400_000);
  const byDate = new Map<string, CampaignSummary[]>();
  for (const campaign of await findCampaignsBetween(ctx, from, to)) {
    const at = leavesAt(campaign);
    if (!at) continue;
    const date = dateToWallTime(new Date(at), timeZone).slice(0, 10);
    byDate.set(date, [...(byDate.get(date) ?? []), campaign]);
  }
  const today = dateToWallTime(ctx.now(), timeZone).slice(0, 10);
  return dates.map((date) => ({
    date,
    inMonth: date.startsWith(month),
    isToday: date === today,
    isPast: date < today,
    campaigns: byDate.get(date) ?? [],
  }));
}

/** The newest drafts, which have no day yet. */
export async function findDrafts(ctx: Ctx): Promise<{ items: CampaignSummary[]; more: boolean }> {
  const { campaigns, next } = await findCampaigns(ctx, CampaignFilters.parse({ tab: "drafts" }), 12);
  return { items: campaigns, more: next !== null };
}

/** The time of day at which the last twenty scheduled campaigns mostly left, `HH:mm` in the zone. */
export async function findUsualTime(ctx: Ctx, timeZone: string): Promise<string> {
  requirePermission(ctx, "campaigns.read");
  const rows = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, scheduledAt: { not: null } },
    orderBy: { id: "desc" },
    take: 20,
    select: { scheduledAt: true },
  });
  return usualTime(
    rows.flatMap(({ scheduledAt }) => scheduledAt ?? []),
    timeZone,
  );
}
