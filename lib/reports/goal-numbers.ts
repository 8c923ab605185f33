import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";

const { sql } = Prisma;

const DAY_MS = 86_400_000;

/** A time from its beginning to before its end; both fall on a quarter of an hour. */
export interface TimeSpan {
  from: Date;
  to: Date;
}

/** How often a goal was reached in a time, and what that was worth in one currency. */
export interface GoalNumbers {
  goalId: string;
  /** ISO 4217; empty for what has no value, or one without a currency. */
  currency: string;
  count: number;
  /** Events among them that had no readable value. */
  unreadable: number;
  /** A decimal number as text, exact. */
  value: string;
}

interface Part {
  minutes: 15 | 1440;
  from: Date;
  to: Date;
}

/** A time in whole days of UTC as far as it has some, and in quarters of an hour where it has not: a year is read as 365 rows. */
export function partsOf({ from, to }: TimeSpan): Part[] {
  const [firstDay, endDay] = [Math.ceil(from.getTime() / DAY_MS) * DAY_MS, Math.floor(to.getTime() / DAY_MS) * DAY_MS];
  if (firstDay >= endDay) return from < to ? [{ minutes: 15, from, to }] : [];
  const parts: Part[] = [
    { minutes: 15, from, to: new Date(firstDay) },
    { minutes: 1440, from: new Date(firstDay), to: new Date(endDay) },
    { minutes: 15, from: new Date(endDay), to },
  ];
  return parts.filter((part) => part.from < part.to);
}

/** The numbers of every goal of the workspace in a time, by currency; goals that were not reached are missing. */
export async function goalNumbers(ctx: Ctx, span: TimeSpan): Promise<GoalNumbers[]> {
  requirePermission(ctx, "reports.read");
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const parts = partsOf(span).map(({ minutes, from, to }) => ({ minutes, from, to }));
  return ctx.db.$queryRaw<GoalNumbers[]>(sql`
    select g.id as "goalId", s.currency, sum(s.count)::float8 as count, sum(s.unreadable)::float8 as unreadable,
           trim_scale(sum(s.value))::text as value
      from json_to_recordset(${JSON.stringify(parts)}::json) as p(minutes int, "from" timestamptz, "to" timestamptz)
      cross join goal g
      join goal_sum s on s.workspace_id = ${workspace} and s.goal_id = g.id and s.generation = g.generation
       and s.minutes = p.minutes and s.starts_at >= p."from" and s.starts_at < p."to"
     where g.workspace_id = ${workspace}
     group by 1, 2 order by 1, 2`);
}
