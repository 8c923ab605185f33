import { Prisma } from "@/lib/base/db/generated/client";
import { numberPattern } from "@/lib/events/custom/number-pattern";
import type { SegmentCondition } from "./schema";
import { daysBefore, enoughRows, type Meeting, someRow } from "./sql-words";
import { textCondition } from "./text-condition";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "event" }>;

/**
 * The SQL condition on `contact` for who did something so often; true or false, never null. Once is a join by index. Oftener is counted first, by
 * contact, where everybody is asked about; where some are, each one's events are looked up.
 */
export function eventCondition(
  { name, times, days, where }: Rule,
  scope: Meeting & { workspaceId: string; now: Date },
): Prisma.Sql {
  const conditions = [
    sql`e.workspace_id = ${scope.workspaceId}::uuid`,
    sql`e.name = ${name}`,
    ...(days === null ? [] : [since(daysBefore(scope.now, days))]),
    ...where.map(propertyCondition),
  ];
  const wanted = Prisma.join(conditions, " and ");
  if (times === 1) return someRow(scope, sql`e.contact_id`, sql`custom_event e`, wanted);
  return enoughRows(scope, sql`e.contact_id`, sql`custom_event e`, wanted, sql`count(*) >= ${times}`);
}

/** Nothing comes before it happened, so the id, which has the time of coming, narrows the index. */
export const since = (time: Date) => sql`e.id >= uuid_at(${time}) and e.occurred_at >= ${time}`;

/** A property by its name, or a part of one by a dot: `address.city`. */
function propertyCondition({ key, op, value }: Rule["where"][number]): Prisma.Sql {
  const path = key.split(".");
  const stored =
    path.length === 1 ? sql`e.said ->> ${key}` : sql`coalesce(e.said ->> ${key}, e.said #>> ${path}::text[])`;
  if (op !== "less" && op !== "more") return textCondition(stored, op, String(value));
  const sign = op === "less" ? sql`<` : sql`>`;
  const text = String(value).trim();
  // Programs write numbers as numbers or as texts; everything else with an order, such as ISO dates, has it as a text.
  if (!NUMBER.test(text))
    return text === "" ? sql`false` : sql`coalesce((${stored}) collate "C" ${sign} ${text} collate "C", false)`;
  return sql`case when (${stored}) ~ ${STORED_NUMBER} then (${stored})::numeric ${sign} ${text}::numeric else false end`;
}

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/;
const STORED_NUMBER = numberPattern(30, 30);
