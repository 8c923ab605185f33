import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { withRoom } from "@/lib/base/db/with-room";

const { sql } = Prisma;

/** `capped`: there are more, and `count` says how far they were counted. */
export interface Counted {
  count: number;
  capped: boolean;
}

/** A condition on `contact`, which has to name the workspace, as it is asked of everybody and as it is asked of a few thousand. */
export interface AskedBothWays {
  together: Prisma.Sql;
  oneByOne: Prisma.Sql;
}

/** So many of the newest and of the oldest contacts say how many of all fit. */
const SAMPLE = 500;
/** Where the limit is reached within so many contacts, they are walked; else all are looked at, which takes as long as some hundred thousand one by one. */
const WALKED = 300_000;

/** How many contacts fit; counting stops at `most`. */
export async function countUpTo(ctx: Ctx, where: AskedBothWays, most: number): Promise<Counted> {
  const statement = await countStatement(ctx, where, most);
  const [row] = await withRoom(ctx, (tx) => tx.db.$queryRaw<{ count: number }[]>(statement));
  const count = row?.count ?? 0;
  return { count: Math.min(count, most), capped: count > most };
}

/**
 * The statement that counts up to `most`. The database takes any limit for near and walks an index towards it, for seconds where few fit; so where few do, they
 * are read from a part of its own, which is planned for all of them.
 */
export async function countStatement(
  ctx: Ctx,
  { together, oneByOne }: AskedBothWays,
  most: number,
): Promise<Prisma.Sql> {
  const all = sql`select 1 from contact where ${together}`;
  return (await share(ctx, oneByOne)) * WALKED > most
    ? sql`select count(*)::int as count from (${all} limit ${most + 1}) found`
    : sql`with fitting as materialized (${all}) select count(*)::int as count from (select 1 from fitting limit ${most + 1}) found`;
}

/** Of the contacts at both ends of the table; what came together is alike. */
async function share(ctx: Ctx, where: Prisma.Sql): Promise<number> {
  const end = (way: Prisma.Sql) =>
    sql`(select * from contact where contact.workspace_id = ${ctx.workspaceId}::uuid order by contact.id ${way} limit ${SAMPLE})`;
  const [row] = await ctx.db.$queryRaw<{ fitting: number }[]>(sql`
    select count(*)::int as fitting from (${end(sql`asc`)} union all ${end(sql`desc`)}) contact where ${where}`);
  return (row?.fitting ?? 0) / (2 * SAMPLE);
}
