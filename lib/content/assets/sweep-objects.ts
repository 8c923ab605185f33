import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { placeById } from "./asset-places";
import { LOOK_EVERY_MS, type ObjectRef } from "./objects";

/** How long one run goes on, in milliseconds, and an answer of a storage longer at most: it comes again. */
const RUN_MS = 60_000;
const PAGE = 200;
/** Before a removal that failed is tried again. */
const AGAIN_MS = 15 * 60_000;

interface DueObject extends ObjectRef {
  workspaceId: string;
  assetId: string;
}

/** Takes objects that are due, and puts their next look off: of several processes each takes others. */
function takeDue(ctx: Ctx): Promise<DueObject[]> {
  const next = new Date(ctx.now().getTime() + LOOK_EVERY_MS);
  return ctx.db.$queryRaw<DueObject[]>`
    update asset_object set look_at = ${next}
     where (place_id, object_key) in (select place_id, object_key from asset_object where look_at <= ${ctx.now()}
                                       order by look_at limit ${PAGE} for update skip locked)
     returning place_id as "placeId", object_key as "objectKey", workspace_id as "workspaceId", asset_id as "assetId"`;
}

/** Those among them that no picture of the workspace names. */
async function unnamed({ db }: Pick<Ctx, "db">, workspaceId: string, objects: readonly DueObject[]) {
  const objectKey = { in: objects.map((object) => object.objectKey) };
  const rows = await db.asset.findMany({
    where: { workspaceId, objectKey },
    select: { placeId: true, objectKey: true },
  });
  const named = new Set(rows.map((row) => `${row.placeId} ${row.objectKey}`));
  return objects.filter((object) => !named.has(`${object.placeId} ${object.objectKey}`));
}

/** From here on no picture can name it. False when one does after all. */
function condemn(ctx: Ctx, object: DueObject): Promise<boolean> {
  const { placeId, objectKey, workspaceId } = object;
  return inTransaction(ctx, async (tx) => {
    // Whoever gives it to a picture at this moment has the row, or gets it afterwards and finds it condemned.
    const held = await tx.db.$queryRaw<unknown[]>`
      select 1 from asset_object where place_id = ${placeId}::uuid and object_key = ${objectKey} for update`;
    if (held.length === 0 || (await unnamed(tx, workspaceId, [object])).length === 0) return false;
    await tx.db.assetObject.updateMany({ where: { placeId, objectKey }, data: { condemnedAt: ctx.now() } });
    return true;
  });
}

async function remove(ctx: Ctx, { placeId, objectKey }: ObjectRef): Promise<boolean> {
  const where = { placeId_objectKey: { placeId, objectKey } };
  try {
    const { store } = await placeById(ctx.db, placeId);
    await store.remove(objectKey);
    await ctx.db.assetObject.delete({ where });
    return true;
  } catch (error) {
    ctx.log.warn("the object of a picture that is gone could not be removed", { placeId, objectKey, error });
    const problem = (error as Error).message.slice(0, 500);
    const lookAt = new Date(ctx.now().getTime() + AGAIN_MS);
    await ctx.db.assetObject.update({ where, data: { lookAt, problem } });
    return false;
  }
}

/** For whoever is next: the time of this run was over before them. */
async function putBack(ctx: Ctx, objects: readonly DueObject[]): Promise<void> {
  const those = objects.map(({ placeId, objectKey }) => ({ placeId, objectKey }));
  if (those.length > 0) await ctx.db.assetObject.updateMany({ where: { OR: those }, data: { lookAt: ctx.now() } });
}

/**
 * Removes objects that no picture names: of pictures and workspaces that were deleted, of pictures that were moved, of uploads that came
 * to nothing. Each is looked at once a day. Answers how many were removed.
 */
export async function sweepObjects(ctx: Ctx): Promise<number> {
  const until = Math.min(Date.now() + RUN_MS, ctx.endBy?.getTime() ?? Number.POSITIVE_INFINITY);
  let removed = 0;
  while (Date.now() < until) {
    const due = await takeDue(ctx);
    if (due.length === 0) break;
    const late: DueObject[] = [];
    for (const [workspaceId, objects] of Map.groupBy(due, (object) => object.workspaceId)) {
      for (const object of await unnamed(ctx, workspaceId, objects)) {
        if (Date.now() >= until) late.push(object);
        else if ((await condemn(ctx, object)) && (await remove(ctx, object))) removed += 1;
      }
    }
    await putBack(ctx, late);
  }
  return removed;
}
