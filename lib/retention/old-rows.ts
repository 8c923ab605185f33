import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";

/** What is looked at in one go. */
export interface Piece {
  /** What is older than that goes. */
  before: Date;
  /** Rows that are looked at. */
  limit: number;
}

/** One step of what happens to a kind: in each workspace, or once where the rows belong to the installation. */
export interface RetentionStep {
  each: "workspace" | "installation";
  /** It removes what the steps before it keep something of: it is left out when one of them failed anywhere. */
  needsEarlier?: true;
  /** Does one piece in a transaction of its own. `done` when nothing old is left. */
  work(ctx: Ctx, piece: Piece): Promise<{ changed: number; done: boolean }>;
  /** How many rows would go, counted up to `limit`. */
  count(ctx: Ctx, piece: Piece): Promise<number>;
}

const { raw, sql } = Prisma;

/** The rows of a table that are old: conditions on `t`. */
type Old = (ctx: Ctx, before: Date) => Prisma.Sql;

function stepOf(each: RetentionStep["each"], table: string, old: Old): RetentionStep {
  const name = raw(table);
  const where = (ctx: Ctx, before: Date) =>
    each === "workspace" ? sql`t.workspace_id = ${ctx.workspaceId}::uuid and ${old(ctx, before)}` : old(ctx, before);
  const own = (ctx: Ctx) => (each === "workspace" ? sql`workspace_id = ${ctx.workspaceId}::uuid and` : Prisma.empty);
  return {
    each,
    async work(ctx, { before, limit }) {
      // A row that somebody changes meanwhile moves, and is found by the next piece.
      const changed = await ctx.db.$executeRaw(sql`
        delete from ${name} where ${own(ctx)}
          ctid = any(array(select t.ctid from ${name} t where ${where(ctx, before)} limit ${limit}))`);
      return { changed, done: changed < limit };
    },
    async count(ctx, { before, limit }) {
      const [row] = await ctx.db.$queryRaw<{ count: number }[]>(sql`
        select count(*)::int as count from (select from ${name} t where ${where(ctx, before)} limit ${limit}) old`);
      return row?.count ?? 0;
    },
  };
}

/**
 * Rows that go by a time of theirs, in each workspace. They are found by the primary key: a UUIDv7 is made with its row, so what is old has
 * an old id.
 */
export function oldRows(table: string, time: string, and = "true"): RetentionStep {
  return stepOf(
    "workspace",
    table,
    (_ctx, before) => sql`t.id < uuid_at(${before}) and t.${raw(time)} < ${before} and ${raw(and)}`,
  );
}

/** Rows of each workspace that another condition finds. */
export const rowsWhere = (table: string, old: Old): RetentionStep => stepOf("workspace", table, old);

/** Rows of the installation. */
export const installationRows = (table: string, old: Old): RetentionStep => stepOf("installation", table, old);
