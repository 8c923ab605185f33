import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { countFor, lockGoals } from "@/lib/events/custom/count-goals";

const { sql } = Prisma;

/** Rows of one transaction. */
const PIECE = 1_000;
/** Comes before the id of every event. */
export const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

interface Standing {
  eventName: string;
  countedTo: string | null;
}

/** Counts the next events of a goal that came before it was made or changed. False once all of them are counted. */
export async function countPiece(ctx: Ctx, goalId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await lockGoals(tx);
    const workspace = sql`${tx.workspaceId}::uuid`;
    const [goal] = await tx.db.$queryRaw<Standing[]>(sql`
      select event_name as "eventName", counted_to as "countedTo" from goal
       where workspace_id = ${workspace} and id = ${goalId}::uuid for update`);
    if (!goal || goal.countedTo === null) return false;
    const events = await tx.db.$queryRaw<{ id: string }[]>(sql`
      select id from custom_event
       where workspace_id = ${workspace} and name = ${goal.eventName} and id > ${goal.countedTo}::uuid order by id limit ${PIECE}`);
    const ids = events.map(({ id }) => id);
    await countFor(tx, goalId, ids);
    const more = ids.length === PIECE;
    await tx.db.goal.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: goalId } },
      data: { countedTo: more ? (ids.at(-1) ?? null) : null },
    });
    return more;
  });
}

/** Takes sums of what the goal counted before it was changed away. False once none is left. */
export async function dropEarlierSums(ctx: Ctx, goalId: string): Promise<boolean> {
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const dropped = await ctx.db.$executeRaw(sql`
    delete from goal_sum where workspace_id = ${workspace} and ctid = any(array(
      select s.ctid from goal_sum s join goal g on g.workspace_id = ${workspace} and g.id = ${goalId}::uuid
       where s.workspace_id = ${workspace} and s.goal_id = ${goalId}::uuid and s.generation < g.generation limit ${PIECE}))`);
  return dropped === PIECE;
}
