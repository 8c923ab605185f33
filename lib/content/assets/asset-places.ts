import type { z } from "zod";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Db } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { notFound } from "@/lib/base/errors";
import { sealedJson } from "@/lib/base/security/sealed-json";
import { type PictureAccess, pictureAccess } from "@/lib/base/settings/picture-settings";
import type { ObjectStore } from "@/lib/base/storage/object-store";
import { addressOf, type FoundAccess, FoundPictureAccess, findAccess, openStore } from "./open-store";

/** A place outside the database where pictures are kept. */
export interface AssetPlace {
  id: string;
  /** What tells it from others, for people too: a folder, s3://…, or blob:STORE. */
  address: string;
  kind: PictureAccess["kind"];
  store: ObjectStore;
}

const sealedAccess = sealedJson("asset_place.access_sealed", FoundPictureAccess as z.ZodType<FoundAccess>);
/** Another process may have taken up new keys. */
const FRESH_MS = 60_000;
const byId = new BoundedCache<Promise<AssetPlace>>({ max: 20 });
const byAccess = new BoundedCache<Promise<AssetPlace>>({ max: 20 });

const opened = (id: string, address: string, access: FoundAccess): AssetPlace => ({
  id,
  address,
  kind: access.kind,
  store: openStore(access),
});

/** The place that a picture names. Throws `not_found`, and in words when its keys cannot be opened. */
export function placeById(db: Db, id: string): Promise<AssetPlace> {
  const load = async () => {
    const row = await db.assetPlace.findUnique({ where: { id } });
    if (!row) throw notFound("place of pictures");
    return opened(id, row.address, sealedAccess.open(row.accessSealed));
  };
  return remember(byId, id, load, FRESH_MS);
}

/** The place that the settings name for new pictures; null: the database. At its first use it is tried out. Throws what the storage says. */
export async function placeForNew(db: Db, settings: Parameters<typeof pictureAccess>[0] = env) {
  const access = pictureAccess(settings);
  return access && remember(byAccess, JSON.stringify(access), () => findPlace(db, access), FRESH_MS);
}

/** The same without asking the place: its address, and its id when it was ever used. Nothing is written. */
export async function knownPlaceForNew(
  db: Db,
  settings: Parameters<typeof pictureAccess>[0] = env,
): Promise<{ address: string; id: string | undefined } | null> {
  const access = pictureAccess(settings);
  if (!access) return null;
  const address = addressOf(access);
  return { address, id: (await db.assetPlace.findUnique({ where: { address }, select: { id: true } }))?.id };
}

/** The place by its address; a new one, or one with other keys than before, is tried out before it is written down. */
async function findPlace(db: Db, access: PictureAccess): Promise<AssetPlace> {
  const address = addressOf(access);
  const known = await db.assetPlace.findUnique({ where: { address } });
  const before = known && accessIn(known.accessSealed);
  if (known && before && isSame(before, access)) return opened(known.id, address, before);
  const found = await findAccess(access);
  const accessSealed = sealedAccess.seal(found);
  const row = await db.assetPlace.upsert({
    where: { address },
    create: { id: newId(), address, accessSealed },
    update: { accessSealed },
  });
  byId.delete(row.id);
  return opened(row.id, address, found);
}

/** Null when no secret of this installation opens it any more: the settings say it anew. */
function accessIn(sealed: string): FoundAccess | null {
  try {
    return sealedAccess.open(sealed);
  } catch {
    return null;
  }
}

/** Whether what the settings say is what is stored; of a blob store more is stored. */
const isSame = (stored: FoundAccess, access: PictureAccess) =>
  Object.entries(access).every(([name, value]) => (stored as Record<string, unknown>)[name] === value);
