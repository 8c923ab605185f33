import type { BlobAccess, BlobClient } from "./blob-client";
import type { ObjectStore } from "./object-store";

/** What is known of a store after its first object: of which kind it is, and what stands before a key in addresses. */
export interface BlobAddress {
  access: BlobAccess;
  /** Ends with a slash. */
  baseUrl: string;
}

/** Objects in a store of Vercel Blob. */
export function blobStore(client: BlobClient, { access, baseUrl }: BlobAddress): ObjectStore {
  return {
    async put(key, content, contentType) {
      const url = await client.put(key, content, { contentType, access });
      if (url !== baseUrl + key) throw new Error(`Vercel Blob keeps ${key} elsewhere, at ${url}.`);
    },
    get: (key, maxBytes) => client.get(baseUrl + key, maxBytes),
    remove: (key) => client.remove(baseUrl + key),
  };
}

/** Finds that out by an object of this key, which stays. Throws what the store says. */
export async function findBlobAddress(client: BlobClient, key: string, content: Buffer): Promise<BlobAddress> {
  const attempt = async (access: BlobAccess): Promise<BlobAddress> => {
    const url = await client.put(key, content, { contentType: "text/plain", access });
    if (!url.endsWith(`/${key}`)) throw new Error(`Vercel Blob keeps ${key} elsewhere, at ${url}.`);
    return { access, baseUrl: url.slice(0, -key.length) };
  };
  // A store takes objects of its own kind only.
  return attempt("private").catch(() => attempt("public"));
}
