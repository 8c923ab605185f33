import type { BackupStart } from "@/lib/backup/format/contents";

/** What a backup says of pictures that are not in it. */
export function picturesText({ address, pictures, bytes }: BackupStart["pictures"][number]): string {
  return `Not in it: ${pictures.toLocaleString("en")} pictures in ${address} (${(bytes / 1e6).toFixed(1)} MB). Keep that place as well as the backup.`;
}
