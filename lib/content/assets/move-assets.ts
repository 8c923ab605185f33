import { createHash } from "node:crypto";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { assetContent, contentColumns, type StoredContent } from "./asset-content";
import { type AssetPlace, placeForNew } from "./asset-places";
import { adoptObject, leaveObject, type ObjectRef, putObject } from "./objects";
import { extensionOf } from "./store-asset";

const PAGE = 50;
/** Pictures on their way at once, of 4 MB at most. */
const AT_ONCE = 4;

/** How far it has come. */
export interface MoveProgress {
  moved: number;
  bytes: number;
  /** Not moved, and where they were. */
  failed: { assetId: string; workspaceId: string; reason: string }[];
}
type Asset = StoredContent & { id: string; contentType: string };

/** Not in the place; null stands for the database, undefined for a place that was never used. */
function elsewhere(placeId: string | null | undefined) {
  if (placeId === undefined) return {};
  return placeId ? { OR: [{ placeId: null }, { placeId: { not: placeId } }] } : { placeId: { not: null } };
}

const workspacesOf = ({ db }: Pick<Ctx, "db">) =>
  db.workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } });

/** How many pictures are not in a place, which is said as above. Nobody is asked but the database. */
export async function countElsewhere(ctx: Pick<Ctx, "db">, placeId: string | null | undefined): Promise<number> {
  let count = 0;
  for (const { id: workspaceId } of await workspacesOf(ctx))
    count += await ctx.db.asset.count({ where: { workspaceId, ...elsewhere(placeId) } });
  return count;
}

/** Throws when what was written is not what is read again. */
async function requireSame(place: AssetPlace, { objectKey }: ObjectRef, { bytes, sha256 }: Asset): Promise<void> {
  const found = await place.store.get(objectKey, bytes);
  if (createHash("sha256").update(found).digest("hex") !== sha256)
    throw new Error(`What ${place.address} gives back is not what was written.`);
}

/** False when somebody else has moved it meanwhile. */
async function moveOne(ctx: Ctx, asset: Asset, place: AssetPlace | null): Promise<boolean> {
  const { id, placeId, objectKey, contentType } = asset;
  const inside = placeId
    ? null
    : await ctx.db.asset.findFirst({ where: { workspaceId: ctx.workspaceId, id }, select: { data: true } });
  const data = await assetContent(ctx.db, { ...asset, data: inside?.data ?? null });
  const picture = { assetId: id, extension: extensionOf(contentType), contentType, data };
  const object = place && (await putObject(ctx, place, picture));
  if (place && object) await requireSame(place, object, asset);
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.asset.updateMany({
      where: { workspaceId: ctx.workspaceId, id, placeId, objectKey },
      data: object ? { ...object, data: null } : { placeId: null, objectKey: null, data: new Uint8Array(data) },
    });
    if (count === 0) return false;
    if (object) await adoptObject(tx, object);
    if (placeId && objectKey) await leaveObject(tx, { placeId, objectKey });
    return true;
  });
}

/** All of a workspace, a page after the other. */
async function moveOfWorkspace(ctx: Ctx, place: AssetPlace | null, progress: MoveProgress, tell: () => void) {
  const { workspaceId } = ctx;
  for (let after = ""; ; ) {
    const where = { workspaceId, ...elsewhere(place?.id ?? null), ...(after && { id: { gt: after } }) };
    const select = { id: true, contentType: true, ...contentColumns };
    const page = await ctx.db.asset.findMany({ where, select, orderBy: { id: "asc" }, take: PAGE });
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
    for (let at = 0; at < page.length; at += AT_ONCE) {
      await Promise.all(
        page.slice(at, at + AT_ONCE).map(async (asset) => {
          try {
            if (!(await moveOne(ctx, { ...asset, data: null }, place))) return;
            progress.moved += 1;
            progress.bytes += asset.bytes;
          } catch (error) {
            progress.failed.push({ assetId: asset.id, workspaceId, reason: (error as Error).message });
          }
        }),
      );
      tell();
    }
  }
}

/**
 * Moves all pictures into the place that the settings name, proving each by its SHA-256 there before it counts. The product may run, and
 * the work may be ended at any time: what was not moved is moved by the next call. What a picture was before is removed an hour later.
 */
export async function moveAssets(
  ctx: Pick<Ctx, "db" | "now" | "actor">,
  tell: (progress: MoveProgress) => void = () => {},
): Promise<MoveProgress> {
  const place = await placeForNew(ctx.db);
  const detail = { to: place?.address ?? "database" };
  await recordSecurityEvent(ctx, { kind: "installation.pictures_moved", actor: { name: ctx.actor.name }, detail });
  const progress: MoveProgress = { moved: 0, bytes: 0, failed: [] };
  for (const { id } of await workspacesOf(ctx)) {
    const own: Ctx = { ...systemCtx(id, ctx.actor.name, ctx.db), now: ctx.now };
    await moveOfWorkspace(own, place, progress, () => tell(progress));
  }
  return progress;
}
