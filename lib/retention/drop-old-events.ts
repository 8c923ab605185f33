import { Prisma } from "@/lib/base/db/generated/client";
import { monthsBetween } from "@/lib/base/time/month";
import { keepEventMonths } from "@/lib/events/months/keep-months";
import { keepNumbers } from "@/lib/reports/kept-numbers";
import type { RetentionStep } from "./old-rows";

/** A campaign's numbers are some statements over its events. */
const CAMPAIGNS_AT_ONCE = 20;

/** What reports count from events is kept first; then whole months go. */
export const dropOldEvents: readonly RetentionStep[] = [
  {
    each: "workspace",
    async work(ctx, { before }) {
      const kept = await keepNumbers(ctx, { before, limit: CAMPAIGNS_AT_ONCE });
      return { changed: 0, done: kept < CAMPAIGNS_AT_ONCE };
    },
    count: async () => 0,
  },
  {
    each: "installation",
    needsEarlier: true,
    async work(ctx, { before }) {
      const { dropped, finished } = await keepEventMonths(ctx, { keep: monthsBetween(before, ctx.now()) });
      return { changed: dropped, done: finished };
    },
    async count({ db }, { before, limit }) {
      const [row] = await db.$queryRaw<{ rows: number }[]>(Prisma.sql`
        select least(coalesce(sum(greatest(c.reltuples, 0)), 0), ${limit})::int as rows
          from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'public.event'::regclass and c.relname ~ '^event_\\d+_\\d\\d$'
           and c.relname < ${`event_${before.toISOString().slice(0, 7).replace("-", "_")}`}`);
      return row?.rows ?? 0;
    },
  },
];
