import { readLimited } from "@/lib/base/http/read-body";
import { type ObjectStore, PATIENCE_MS } from "./object-store";
import type { S3Client } from "./s3-client";

/** Objects in a bucket, below a prefix that is empty or ends with a slash. */
export function s3Store(client: S3Client, prefix: string): ObjectStore {
  const within = () => AbortSignal.timeout(PATIENCE_MS);
  return {
    async put(key, content, contentType) {
      const request = { key: prefix + key, body: content, contentType, signal: within() };
      const answer = await client.ask({ method: "PUT", ...request });
      await answer.body?.cancel();
    },
    async get(key, maxBytes) {
      const answer = await client.ask({ method: "GET", key: prefix + key, signal: within() });
      return readLimited(answer.body, { limit: maxBytes });
    },
    async remove(key) {
      const answer = await client.ask({ method: "DELETE", key: prefix + key, signal: within() });
      await answer.body?.cancel();
    },
  };
}
