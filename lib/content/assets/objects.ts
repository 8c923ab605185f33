import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { type AssetPlace, placeForNew } from "./asset-places";
import { requireMark } from "./open-store";

/** Far longer than anybody takes from an object to its picture, or reads a picture that was found where it was before. */
export const SETTLED_MS = 3_600_000;
/** How often it is looked whether a picture still names its object. */
export const LOOK_EVERY_MS = 24 * 3_600_000;

/** Where a picture lies. */
export interface ObjectRef {
  placeId: string;
  objectKey: string;
}

/**
 * Writes a picture into the place as an object that no picture names yet. It is written down first: one that `adoptObject` does not
 * take is removed an hour later, whatever ended the work. Throws what the storage says.
 */
export async function putObject(
  ctx: Pick<Ctx, "db" | "now" | "workspaceId">,
  place: AssetPlace,
  picture: { assetId: string; extension: string; contentType: string; data: Buffer },
): Promise<ObjectRef> {
  const { assetId, extension, contentType, data } = picture;
  const { workspaceId } = ctx;
  // A folder is made where there is none, also below the place of a disk that is away.
  if (place.kind === "folder") await requireMark(place.store);
  const ref = { placeId: place.id, objectKey: `${workspaceId}/${newId()}.${extension}` };
  const lookAt = new Date(ctx.now().getTime() + SETTLED_MS);
  await ctx.db.assetObject.create({ data: { ...ref, workspaceId, assetId, bytes: data.length, lookAt } });
  await place.store.put(ref.objectKey, data, contentType);
  return ref;
}

/** Says that a picture names the object from now on, in the transaction that writes it there. Throws `unavailable` when that comes too late. */
export async function adoptObject(tx: Pick<Ctx, "db" | "now">, ref: ObjectRef): Promise<void> {
  const lookAt = new Date(tx.now().getTime() + LOOK_EVERY_MS);
  const { count } = await tx.db.assetObject.updateMany({ where: { ...ref, condemnedAt: null }, data: { lookAt } });
  if (count !== 1) throw new AppError("unavailable", t("The image took too long to store. Try again."));
}

/** Says that no picture names the object from now on: it is removed when nobody can be reading it any more. */
export async function leaveObject(tx: Pick<Ctx, "db" | "now">, ref: ObjectRef): Promise<void> {
  const lookAt = new Date(tx.now().getTime() + SETTLED_MS);
  await tx.db.assetObject.updateMany({ where: { ...ref }, data: { lookAt } });
}

/** The same as `putObject`, in the place of the settings, with an error for whoever uploads; null: pictures are kept in the database. */
export async function putNewObject(ctx: Ctx, picture: Parameters<typeof putObject>[2]): Promise<ObjectRef | null> {
  try {
    const place = await placeForNew(ctx.db);
    return place && (await putObject(ctx, place, picture));
  } catch (error) {
    ctx.log.error("a picture could not be stored", { error });
    const text = t("The image could not be stored: its storage does not take it now. Try again in some minutes.");
    throw new AppError("unavailable", text, undefined, 60);
  }
}
