import { Prisma } from "@/lib/base/db/generated/client";

const { sql } = Prisma;

/** A condition, or the contrary of it. */
export function not(negated: boolean, condition: Prisma.Sql): Prisma.Sql {
  return negated ? sql`not ${condition}` : condition;
}

export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** How the rows of another table that are somebody's are met. */
export interface Meeting {
  /** The condition is asked of some thousand contacts at most, whatever the size of the workspace: what each did is looked up by index. */
  oneByOne?: boolean;
  /** The condition holds of everybody who is found, or of nobody of them: then the planner joins, and else it cannot. */
  joined?: boolean;
}

/**
 * The condition on `contact` for who has a row of `from` with `where`; `contactId` is its column. Inside an "or" the planner would look the rows up
 * for each contact of a million where it takes them for few; so there all are collected first.
 */
export function someRow(
  { oneByOne, joined }: Meeting,
  contactId: Prisma.Sql,
  from: Prisma.Sql,
  where: Prisma.Sql,
): Prisma.Sql {
  if (oneByOne || joined) return sql`exists (select 1 from ${from} where ${where} and ${contactId} = contact.id)`;
  return sql`contact.id in (select ${contactId} from ${from} where ${where} and ${contactId} is not null)`;
}

/** The same for who has rows of which together `enough` is true; `from` needs an index by contact. */
export function enoughRows(
  { oneByOne, joined }: Meeting,
  contactId: Prisma.Sql,
  from: Prisma.Sql,
  where: Prisma.Sql,
  enough: Prisma.Sql,
): Prisma.Sql {
  if (oneByOne) return sql`(select ${enough} from ${from} where ${where} and ${contactId} = contact.id)`;
  const often = sql`select ${contactId} from ${from} where ${where} and ${contactId} is not null group by ${contactId} having ${enough}`;
  return joined
    ? sql`exists (select 1 from (${often}) often (id) where often.id = contact.id)`
    : sql`contact.id in (${often})`;
}
