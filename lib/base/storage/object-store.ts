/** Octets by key, in a folder, a bucket or a store of Vercel's. An object is written once, under a key that no other has had. */
export interface ObjectStore {
  /** Throws what the storage says, in words for the operator. Asking twice is fine. */
  put(key: string, content: Buffer, contentType: string): Promise<void>;
  /** Throws `not_found`, and `too_large` beyond `maxBytes`. */
  get(key: string, maxBytes: number): Promise<Buffer>;
  /** Fine where there is none. */
  remove(key: string): Promise<void>;
}

/** One picture, also on a slow line. Somebody waits for it. */
export const PATIENCE_MS = 20_000;
