import { Prisma } from "@/lib/base/db/generated/client";
import type { SegmentCondition } from "./schema";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "date" }>;

const DAY_MS = 86_400_000;

/**
 * The SQL condition on `contact` for a day in a custom field, seen from `today` (`YYYY-MM-DD`, where the workspace is); true or false, never
 * null. Days are texts in the order of the calendar. An anniversary is a day and a month; 29 February is kept on the 28th where there is none.
 */
export function dateCondition({ key, op, days }: Rule, today: string): Prisma.Sql {
  const stored = sql`contact.fields ->> ${key}`;
  const found =
    op === "anniversary"
      ? sql`substr(${stored}, 6) = any(${anniversaries(today, days)}::text[])`
      : sql`(${stored}) collate "C" between ${shifted(today, op === "past" ? -days : 0)} and ${shifted(today, op === "past" ? 0 : days)}`;
  return sql`(${stored} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') is true and ${found}`;
}

/** A day so many days later, or earlier. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `MM-DD` of today and of so many days after it. */
export function anniversaries(today: string, days: number): string[] {
  const all = Array.from({ length: days + 1 }, (_, at) => shifted(today, at));
  const kept = all.flatMap((day) => {
    const date = day.slice(5);
    return date === "02-28" && shifted(day, 1).endsWith("03-01") ? [date, "02-29"] : [date];
  });
  return [...new Set(kept)];
}
