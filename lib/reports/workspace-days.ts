import type { Ctx } from "@/lib/base/context";
import { wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { daysUntil } from "./dashboard-period";
import { dayFormatter } from "./timeline";
import type { DashboardDay, PeriodNumbers } from "./views";

const columns = {
  sent: "sent",
  delivered: "delivered",
  bounced: "bounced",
  complained: "complained",
  unsubscribed: "unsubscribed",
  openers: "human_openers",
  proxyOpeners: "proxy_openers",
  clickers: "human_clickers",
  contactsCreated: "contacts_created",
} as const satisfies Record<keyof PeriodNumbers, string>;
const names = Object.keys(columns) as (keyof PeriodNumbers)[];

/** The last `days` calendar days in a time zone, `YYYY-MM-DD`, today included, the oldest first. */
export function lastDays(now: Date, days: number, timeZone: string): string[] {
  return daysUntil(dayFormatter(timeZone)(now), days);
}

interface Row extends PeriodNumbers {
  day: string;
}

/**
 * The numbers of each day in the workspace's time zone. They are made of quarters of an hour; what the days in UTC have beyond these, which
 * were not kept always, counts on the day of the same date. So the sum over all time is that of the days in UTC.
 */
export async function workspaceDays(ctx: Ctx, days: readonly string[], timeZone: string): Promise<DashboardDay[]> {
  const [first = "", last = ""] = [days[0], days.at(-1)];
  const utcMidnight = new Date(`${first}T00:00:00Z`);
  const midnight = wallTimeToDate(`${first}T00:00`, timeZone) ?? utcMidnight;
  const since = new Date(Math.min(midnight.getTime(), utcMidnight.getTime()));
  const sums = (sign = "") => names.map((name) => `${sign}sum(${columns[name]})::int as "${name}"`).join(", ");
  const rows = await ctx.db.$queryRawUnsafe<Row[]>(
    `select to_char(starts_at at time zone $3, 'YYYY-MM-DD') as day, ${sums()}
       from workspace_quarter where workspace_id = $1::uuid and starts_at >= $2::timestamptz group by 1
      union all
     select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD'), ${sums("-")}
       from workspace_quarter where workspace_id = $1::uuid and starts_at >= $4::timestamptz group by 1
      union all
     select to_char(day, 'YYYY-MM-DD'), ${names.map((name) => columns[name]).join(", ")}
       from workspace_daily where workspace_id = $1::uuid and day between $5::date and $6::date`,
    ctx.workspaceId,
    since,
    timeZone,
    utcMidnight,
    utcMidnight,
    new Date(`${last}T00:00:00Z`),
  );
  const byDay = Map.groupBy(rows, (row) => row.day);
  return days.map((day) => ({ day, ...addUp(byDay.get(day) ?? []) }));
}

/** The sum of several days. */
export function addUp(rows: readonly PeriodNumbers[]): PeriodNumbers {
  const sum = (name: keyof PeriodNumbers) => rows.reduce((total, row) => total + row[name], 0);
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as unknown as PeriodNumbers;
}
