import type { S3Client } from "@/lib/base/storage/s3-client";
import { textIn, textsIn } from "@/lib/base/storage/s3-xml";
import { type BackupPlace, backupsAmong, timeInName } from "./backup-place";
import { abortUpload, uploadToS3 } from "./s3-upload";

/** A storage that leads from a page to the same one would be asked for ever. */
function requireFurther(next: string, before: string | undefined): void {
  if (next === before) throw new Error("The storage answers a page of its list again, in place of the next one.");
}

async function listed(client: S3Client, prefix: string): Promise<{ name: string; bytes: number }[]> {
  const files: { name: string; bytes: number }[] = [];
  for (let token: string | undefined; ; ) {
    const xml = await client.askText({
      method: "GET",
      key: null,
      query: { "list-type": "2", prefix: `${prefix}homing-`, ...(token && { "continuation-token": token }) },
    });
    const sizes = textsIn(xml, "Contents", "Size");
    for (const [index, key] of textsIn(xml, "Contents", "Key").entries())
      files.push({ name: key.slice(prefix.length), bytes: Number(sizes[index]) });
    const next = textIn(xml, "NextContinuationToken");
    if (!next) return files;
    requireFurther(next, token);
    token = next;
  }
}

/** Uploads that runs which were killed have left: they cost room, and nobody sees them. A page is a thousand of them. */
async function sweep(client: S3Client, prefix: string): Promise<void> {
  for (let after: Record<string, string> = {}; ; ) {
    const query = { uploads: "", prefix: `${prefix}homing-`, ...after };
    const xml = await client.askText({ method: "GET", key: null, query });
    const ids = textsIn(xml, "Upload", "UploadId");
    for (const [index, key] of textsIn(xml, "Upload", "Key").entries()) {
      const id = ids[index];
      if (id && timeInName(key.slice(prefix.length))) await abortUpload(client, key, id);
    }
    const [key, id = ""] = [textIn(xml, "NextKeyMarker"), textIn(xml, "NextUploadIdMarker")];
    if (textIn(xml, "IsTruncated") !== "true" || !key) return;
    const next = { "key-marker": key, "upload-id-marker": id };
    requireFurther(JSON.stringify(next), JSON.stringify(after));
    after = next;
  }
}

async function* read(client: S3Client, key: string): AsyncGenerator<Buffer> {
  const { body: pieces } = await client.ask({ method: "GET", key });
  for await (const piece of pieces ?? []) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}

/** Backups in a bucket, below a prefix that is empty or ends with a slash. `partBytes` is for tests. */
export function s3Place(client: S3Client, label: string, prefix: string, partBytes?: number): BackupPlace {
  return {
    label,
    write: (name, source) => uploadToS3(client, prefix + name, source, partBytes),
    read: (name) => read(client, prefix + name),
    list: async () => backupsAmong(await listed(client, prefix)),
    async remove(name) {
      const answer = await client.ask({ method: "DELETE", key: prefix + name });
      await answer.body?.cancel();
    },
    sweep: () => sweep(client, prefix),
  };
}
