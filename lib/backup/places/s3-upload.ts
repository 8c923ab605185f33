import { escapeHtml } from "@/lib/base/html/escape-html";
import type { S3Client } from "@/lib/base/storage/s3-client";
import { textIn } from "@/lib/base/storage/s3-xml";

/** An upload in parts: of 8 MiB at first, and twice as large after every 2000, so that the 10,000 that S3 takes hold 484 GiB. */
const FIRST_PART = 8 * 2 ** 20;
const PARTS_OF_ONE_SIZE = 2000;
const MOST_PARTS = 10_000;

const sizeOfPart = (number: number) => FIRST_PART * 2 ** Math.floor((number - 1) / PARTS_OF_ONE_SIZE);

async function* inParts(source: AsyncIterable<Buffer>, partBytes?: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  let number = 1;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    const size = partBytes ?? sizeOfPart(number);
    if (length < size) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
    number += 1;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/**
 * Writes an object from a stream, one part after the other: what is in memory is one part. It appears when it is whole. What was sent
 * until something failed is given up. Answers its size.
 */
export async function uploadToS3(
  client: S3Client,
  key: string,
  source: AsyncIterable<Buffer>,
  partBytes?: number,
): Promise<{ bytes: number }> {
  const begun = await client.askText({ method: "POST", key, query: { uploads: "" } });
  const uploadId = textIn(begun, "UploadId");
  if (!uploadId) throw new Error("The storage began no upload.");
  try {
    const parts: string[] = [];
    let bytes = 0;
    for await (const body of inParts(source, partBytes)) {
      const partNumber = String(parts.length + 1);
      if (parts.length === MOST_PARTS) throw new Error("The backup is larger than an object of the storage can be.");
      const answer = await client.ask({ method: "PUT", key, query: { partNumber, uploadId }, body });
      await answer.body?.cancel();
      parts.push(answer.headers.get("etag") ?? "");
      bytes += body.length;
    }
    const list = parts.map(
      (etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escapeHtml(etag)}</ETag></Part>`,
    );
    const body = Buffer.from(`<CompleteMultipartUpload>${list.join("")}</CompleteMultipartUpload>`);
    await client.askText({ method: "POST", key, query: { uploadId }, body });
    return { bytes };
  } catch (error) {
    await abortUpload(client, key, uploadId).catch(() => {});
    throw error;
  }
}

/** Gives up an upload that was begun. */
export async function abortUpload(client: S3Client, key: string, uploadId: string): Promise<void> {
  const answer = await client.ask({ method: "DELETE", key, query: { uploadId } });
  await answer.body?.cancel();
}
