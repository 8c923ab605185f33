import { prisma } from "@/lib/base/db/client";
import { utcMonth } from "@/lib/base/time/month";

/** What is wrong with the partitions of events, looked at by themselves and not by what a job says; null when nothing is. */
export async function eventMonthsProblem(now: Date): Promise<string | null> {
  const months = [utcMonth(now), utcMonth(now, 1)];
  const rows = await prisma.$queryRaw<{ month: string }[]>`
    select month from unnest(${months}::text[]) as month
     where not exists (select from pg_inherits where inhparent = 'public.event'::regclass
                          and inhrelid = to_regclass('partitions.event_' || replace(month, '-', '_')))`;
  const missing = rows.map(({ month }) => month);
  if (missing.length === 0) return null;
  return `Events of ${missing.join(" and ")} have no partition: the daily job events.keep-months has not made it.`;
}
