import path from "node:path";
import type { Env } from "@/lib/base/env";
import { AppError, invalid } from "@/lib/base/errors";
import { S3Client } from "@/lib/base/storage/s3-client";
import type { BackupPlace } from "./backup-place";
import { folderPlace } from "./folder-place";
import { s3Place } from "./s3-place";

type S3Env = Pick<
  Env,
  "BACKUP_S3_ENDPOINT" | "BACKUP_S3_REGION" | "BACKUP_S3_ACCESS_KEY_ID" | "BACKUP_S3_SECRET_ACCESS_KEY"
>;

/** Opens `s3://BUCKET/PREFIX`, or a folder. Throws `invalid` in words. */
export function openPlace(to: string, settings: S3Env): BackupPlace {
  if (!/^\w+:\/\//.test(to)) return folderPlace(path.resolve(to));
  const parts = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(to);
  if (!parts) throw invalid(`"${to}" is no place for backups: name a folder, or s3://BUCKET/PREFIX.`);
  const { BACKUP_S3_ACCESS_KEY_ID: accessKeyId, BACKUP_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (!accessKeyId || !secretAccessKey)
    throw invalid("For an s3:// address set BACKUP_S3_ACCESS_KEY_ID and BACKUP_S3_SECRET_ACCESS_KEY.");
  const { BACKUP_S3_ENDPOINT: endpoint, BACKUP_S3_REGION: region } = settings;
  const client = new S3Client(parts[1]!, { endpoint, region, accessKeyId, secretAccessKey });
  const prefix = (parts[2] ?? "").replace(/\/+$/, "");
  return s3Place(client, to, prefix && `${prefix}/`);
}

/** One backup and where it lies. */
export interface BackupSource {
  place: BackupPlace;
  name: string;
}

/** Finds a backup by its own address, or the newest of a place. Throws `not_found` in words. */
export async function findBackup(from: string, settings: S3Env): Promise<BackupSource> {
  const address = from.replace(/\/+$/, "");
  const cut = address.lastIndexOf("/");
  const name = address.slice(cut + 1);
  // One in the root folder has nothing before its slash.
  const folder = cut < 0 ? "." : address.slice(0, cut) || "/";
  if (name.endsWith(".backup")) return { place: openPlace(folder, settings), name };
  const place = openPlace(from, settings);
  const [newest] = await place.list();
  if (!newest) throw new AppError("not_found", `There is no backup in ${place.label}.`);
  return { place, name: newest.name };
}
