import { z } from "zod";
import { PictureAccess } from "@/lib/base/settings/picture-settings";
import { BlobClient, storeOfToken } from "@/lib/base/storage/blob-client";
import { blobStore, findBlobAddress } from "@/lib/base/storage/blob-store";
import { folderStore } from "@/lib/base/storage/folder-store";
import type { ObjectStore } from "@/lib/base/storage/object-store";
import { S3Client } from "@/lib/base/storage/s3-client";
import { s3Store } from "@/lib/base/storage/s3-store";

const [Folder, S3, Blob] = PictureAccess.options;

/** How a place is reached once it was used. */
export const FoundPictureAccess = z.discriminatedUnion("kind", [
  Folder,
  S3,
  Blob.extend({ access: z.enum(["private", "public"]), baseUrl: z.string() }),
]);
export type FoundAccess = z.infer<typeof FoundPictureAccess>;

/** Every place has it: whoever finds none is somewhere else, as in the folder of a disk that is not mounted. */
const markKey = "homing-pictures.txt";
const mark = Buffer.from("Homing keeps pictures here. Leave this file where it is.\n");
/** A person waits. */
const TRIES = 3;

const blobClient = (token: string) => new BlobClient({ token, apiUrl: process.env.VERCEL_BLOB_API_URL });

/** What tells a place from others. Keys are no part of it. */
export function addressOf(access: PictureAccess): string {
  if (access.kind === "folder") return access.folder;
  if (access.kind === "blob") return `blob:${storeOfToken(access.token)}`;
  const { bucket, prefix, endpoint } = access;
  return `s3://${bucket}/${prefix}${endpoint ? ` at ${endpoint}` : ""}`;
}

/** The store itself; nobody is asked. */
export function openStore(access: FoundAccess): ObjectStore {
  if (access.kind === "folder") return folderStore(access.folder);
  if (access.kind === "blob") return blobStore(blobClient(access.token), access);
  const { bucket, prefix, endpoint, region, accessKeyId, secretAccessKey } = access;
  const client = new S3Client(bucket, { endpoint, region, accessKeyId, secretAccessKey }, { tries: TRIES });
  return s3Store(client, prefix);
}

/** Tries a place out: leaves the mark there, and reads it. Answers how it is reached. Throws what the storage says. */
export async function findAccess(access: PictureAccess): Promise<FoundAccess> {
  const found: FoundAccess =
    access.kind === "blob"
      ? { ...access, ...(await findBlobAddress(blobClient(access.token), markKey, mark)) }
      : access;
  const store = openStore(found);
  if (access.kind !== "blob") await store.put(markKey, mark, "text/plain");
  await requireMark(store);
  return found;
}

/** Throws when the place does not answer, or is not the one that pictures were kept in. */
export async function requireMark(store: ObjectStore): Promise<void> {
  await store.get(markKey, mark.length);
}
