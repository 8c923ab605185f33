import { createHash } from "node:crypto";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { SEARCH_VERSION } from "./search-text";

/** What the rows of a workspace are made of, and the number that says so: rows with another number are made again. */
export interface SearchShape {
  /** Keys of the custom fields that are chosen for the search. */
  keys: string[];
  shape: number;
}

export async function searchShape({ db, workspaceId }: SqlTx): Promise<SearchShape> {
  const fields = await db.$queryRawUnsafe<{ key: string }[]>(
    "select key from contact_field where workspace_id = $1::uuid and searchable order by key",
    workspaceId,
  );
  const keys = fields.map(({ key }) => key);
  const shape = createHash("sha256")
    .update(JSON.stringify([SEARCH_VERSION, keys]))
    .digest()
    .readInt32BE(0);
  return { keys, shape };
}
