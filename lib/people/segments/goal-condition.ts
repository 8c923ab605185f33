import { Prisma } from "@/lib/base/db/generated/client";
import { numberPattern } from "@/lib/events/custom/number-pattern";
import { since } from "./event-condition";
import type { SegmentCondition } from "./schema";
import { daysBefore, enoughRows, type Meeting, someRow } from "./sql-words";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "goal" }>;

/** What of a goal says who reached it, and what that was worth. */
export interface AskedGoal {
  name: string;
  eventName: string;
  valueProperty: string | null;
  currencyProperty: string | null;
  currency: string | null;
}

/**
 * The SQL condition on `contact` for who reached a goal so often, and for so much together; true or false, never null. Values are read as
 * where the goal itself is counted (lib/events/custom/count-goals.ts): what cannot be read, or is money of another currency, adds nothing.
 */
export function goalCondition(
  { times, days, worth, currency }: Rule,
  goal: AskedGoal | undefined,
  scope: Meeting & { workspaceId: string; now: Date },
): Prisma.Sql {
  if (!goal) return sql`false`;
  const window = days === null ? Prisma.empty : sql`and ${since(daysBefore(scope.now, days))}`;
  const wanted = sql`e.workspace_id = ${scope.workspaceId}::uuid and e.name = ${goal.eventName} ${window}`;
  if (worth === null && times === 1) return someRow(scope, sql`e.contact_id`, sql`custom_event e`, wanted);
  const often = sql`count(*) >= ${times}`;
  const enough = worth === null ? often : sql`${often} and ${worthOf(goal, currency)} >= ${String(worth)}::numeric`;
  return enoughRows(scope, sql`e.contact_id`, sql`custom_event e`, wanted, enough);
}

function worthOf({ valueProperty, currencyProperty, currency }: AskedGoal, asked: string | null): Prisma.Sql {
  if (valueProperty === null) return sql`0`;
  const money = currencyProperty === null ? sql`${currency}::text` : sql`upper(${said(currencyProperty)} collate "C")`;
  const counts = asked === null ? sql`true` : sql`${money} = ${asked}`;
  const value = said(valueProperty);
  return sql`coalesce(sum(case when ${value} ~ ${numberPattern(12, 40)} and ${counts} then round(${value}::numeric, 6) end), 0)`;
}

const said = (key: string) => sql`btrim(coalesce(e.said ->> ${key}, e.said #>> string_to_array(${key}, '.')))`;
