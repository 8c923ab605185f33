import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { currencies } from "./currencies.shared";
import { numberPattern } from "./number-pattern";

/** The key of the lock under which events of a workspace are stored and goals counted. */
const KEY = "hashtextextended('goals/' || $1::uuid, 0)";

/**
 * For a transaction that stores events: from now to its end no goal of the workspace is counted anew, so that each event is counted either
 * as it is stored or by `countPiece`, and never by both. Those that store do not wait for each other.
 */
export async function holdGoals(tx: SqlTx): Promise<void> {
  await tx.db.$executeRawUnsafe(`select pg_advisory_xact_lock_shared(${KEY})`, tx.workspaceId);
}

/** For who counts a goal anew: waits until no event of the workspace is being stored, and keeps it so until the transaction ends. */
export async function lockGoals(tx: SqlTx): Promise<void> {
  await tx.db.$executeRawUnsafe(`select pg_advisory_xact_lock(${KEY})`, tx.workspaceId);
}

/** Adds events that were just stored to the goals that they reach. Comes last in a transaction that began with `holdGoals`. */
export async function countStored(tx: SqlTx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await tx.db.$executeRawUnsafe(COUNT_STORED, tx.workspaceId, plainArray(eventIds));
}

/** Adds events to one goal; it is the caller's to know that none of them was. */
export async function countFor(tx: SqlTx, goalId: string, eventIds: readonly string[]): Promise<void> {
  await tx.db.$executeRawUnsafe(COUNT_FOR, tx.workspaceId, plainArray(eventIds), goalId);
}

/** A property by its name, or a part of one by a dot, as rules of segments read it. */
const said = (key: string) => `btrim(coalesce(e.said ->> ${key}, e.said #>> string_to_array(${key}, '.')))`;
const CODES = `'{${currencies.join(",")}}'::text[]`;

/**
 * A value is a number, or a text that is written as one in JSON, below a million millions; of its decimals six count. What is anything else
 * is counted without a value, as is one in no currency where the event has to say which. Rows are written in the order of their key, so
 * that two writers wait for each other in one order.
 */
const countSql = (which: string) => `
  with told as (
    select g.id as goal, g.generation, e.occurred_at, g.value_property is not null as valued, g.currency_property is not null as foreign_money,
           ${said("g.value_property")} as worth,
           case when g.currency_property is null then g.currency else upper(${said("g.currency_property")} collate "C") end as money
      from goal g join custom_event e on e.workspace_id = g.workspace_id and e.name = g.event_name and e.id = any($2::uuid[])
     where g.workspace_id = $1::uuid and e.workspace_id = $1::uuid and ${which}
  ), counted as (
    select t.*, case when t.worth ~ '${numberPattern(12, 40)}' and (not t.foreign_money or t.money = any(${CODES}))
                     then round(t.worth::numeric, 6) end as amount
      from told t
  )
  insert into goal_sum as s (workspace_id, goal_id, generation, minutes, starts_at, currency, count, unreadable, value)
  select $1::uuid, c.goal, c.generation, span.minutes,
         date_bin(make_interval(mins => span.minutes), c.occurred_at, timestamptz '2000-01-01 00:00:00+00'),
         case when c.amount is null then '' else coalesce(c.money, '') end,
         count(*), count(*) filter (where c.valued and c.amount is null), coalesce(sum(c.amount), 0)
    from counted c cross join (values (15), (1440)) span(minutes)
   group by 2, 3, 4, 5, 6 order by 2, 3, 4, 5, 6
  on conflict (workspace_id, goal_id, generation, minutes, starts_at, currency) do update
     set count = s.count + excluded.count, unreadable = s.unreadable + excluded.unreadable, value = s.value + excluded.value`;

/** While past events are counted, in the order of their ids, those that are still ahead are left to that. */
const COUNT_STORED = countSql("(g.counted_to is null or e.id <= g.counted_to)");
const COUNT_FOR = countSql("g.id = $3::uuid");
