import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import type { RetentionKindName } from "./kinds.shared";
import type { RetentionStep } from "./old-rows";

const { raw, sql } = Prisma;
const LOWEST = "00000000-0000-0000-0000-000000000000";

interface Lessened {
  kind: RetentionKindName;
  table: "event" | "message";
  /** Condition on rows `t` that still have something to lose. */
  has: string;
  /** Takes it from the rows between two ids, the last one included. Answers how many had something. */
  lessen(tx: Ctx, range: { after: string; last: string }): Promise<number>;
}

/**
 * Rows that stay and lose something, in each workspace. A mark says up to which id that was done, so each row is looked at once, and
 * a run that was broken off goes on where it was.
 */
export function lessenedRows({ kind, table, has, lessen }: Lessened): RetentionStep {
  const name = raw(table);
  return {
    each: "workspace",
    work: (ctx, { before, limit }) =>
      inTransaction(ctx, async (tx) => {
        const after = await markOf(tx, kind);
        const [end] = await tx.db.$queryRaw<{ last: string | null; seen: number }[]>(sql`
          select (array_agg(id order by id desc))[1] as last, count(*)::int as seen from (
            select t.id from ${name} t
             where t.workspace_id = ${tx.workspaceId}::uuid and t.id > ${after}::uuid and t.id < uuid_at(${before})
             order by t.id limit ${limit}) piece`);
        if (!end?.last) return { changed: 0, done: true };
        const changed = await lessen(tx, { after, last: end.last });
        await mark(tx, kind, end.last);
        return { changed, done: end.seen < limit };
      }),
    async count(ctx, { before, limit }) {
      const after = await markOf(ctx, kind);
      const [row] = await ctx.db.$queryRaw<{ count: number }[]>(sql`
        select count(*)::int as count from (
          select from ${name} t
           where t.workspace_id = ${ctx.workspaceId}::uuid and t.id > ${after}::uuid and t.id < uuid_at(${before})
             and ${raw(has)} limit ${limit}) old`);
      return row?.count ?? 0;
    },
  };
}

async function markOf({ db, workspaceId }: Ctx, kind: string): Promise<string> {
  const row = await db.retentionMark.findUnique({ where: { kind_workspaceId: { kind, workspaceId } } });
  return row?.doneUpTo ?? LOWEST;
}

async function mark({ db, workspaceId }: Ctx, kind: string, doneUpTo: string): Promise<void> {
  await db.retentionMark.upsert({
    where: { kind_workspaceId: { kind, workspaceId } },
    create: { kind, workspaceId, doneUpTo },
    update: { doneUpTo },
  });
}
