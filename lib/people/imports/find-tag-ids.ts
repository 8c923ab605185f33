import type { Ctx } from "@/lib/base/context";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { ensureTags } from "@/lib/people/contacts/tags";
import type { ImportRow } from "./row-mapper";
import type { ImportOptions } from "./schema";

/** The tags that these rows and all rows get, by their name in `foldText`; missing ones are made. */
export async function findTagIds(
  ctx: Ctx,
  options: ImportOptions,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Set(options.tags);
  for (const { tags } of rows) for (const tag of tags) names.add(tag);
  const tags = await ensureTags(ctx, [...names]);
  return new Map(tags.map(({ id, name }) => [foldText(name), id]));
}
