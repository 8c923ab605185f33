import { createHash } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Db } from "@/lib/base/db/client";
import { notFound } from "@/lib/base/errors";
import { placeById } from "./asset-places";

/** Where the octets of a picture are, and what they are known by. */
export interface StoredContent {
  placeId: string | null;
  objectKey: string | null;
  bytes: number;
  sha256: string;
  /** Null outside the database. */
  data: Uint8Array | null;
}
/** The columns of it, but for the octets. */
export const contentColumns = { placeId: true, objectKey: true, bytes: true, sha256: true } as const;

/** What the mails of this hour show is asked for many times, and a storage is far away. 32 MB at most. */
const recent = new BoundedCache<Promise<Buffer>>({ max: 32 });
const MOST_KEPT_BYTES = 1_000_000;

/** The octets of a picture, proven by their length and SHA-256. Throws `not_found`, what the storage says, or that they are others. */
export async function assetContent(db: Db, asset: StoredContent): Promise<Buffer> {
  const { placeId, objectKey, bytes, sha256, data } = asset;
  if (!placeId || !objectKey) {
    if (!data) throw notFound("image");
    return Buffer.from(data);
  }
  const load = async () => {
    const { store, address } = await placeById(db, placeId);
    const found = await store.get(objectKey, bytes);
    if (found.length === bytes && createHash("sha256").update(found).digest("hex") === sha256) return found;
    throw new Error(`The picture ${objectKey} in ${address} is not the one that was stored.`);
  };
  return remember(recent, `${placeId} ${objectKey}`, load, bytes > MOST_KEPT_BYTES ? 0 : undefined);
}
