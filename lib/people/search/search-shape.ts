import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import { SEARCH_VERSION } from "./search-text";

/** What the rows of a workspace are made of, and the number that says so: rows with another number are made again. */
export interface SearchShape {
  /** Keys of the custom fields that are chosen for the search. */
  keys: string[];
  shape: number;
}

export async function searchShape(ctx: Ctx): Promise<SearchShape> {
  const fields = await ctx.db.contactField.findMany({
    where: { workspaceId: ctx.workspaceId, searchable: true },
    select: { key: true },
    orderBy: { key: "asc" },
  });
  const keys = fields.map(({ key }) => key);
  const shape = createHash("sha256")
    .update(JSON.stringify([SEARCH_VERSION, keys]))
    .digest()
    .readInt32BE(0);
  return { keys, shape };
}
