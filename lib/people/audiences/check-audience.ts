import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import type { Audience } from "./audience.shared";

/** Refuses an audience that names a list, segment or tag that this workspace does not have. */
export async function checkAudience(ctx: Ctx, { include, exclude }: Audience): Promise<void> {
  const among = (ids: string[]) => ({ where: { workspaceId: ctx.workspaceId, id: { in: ids } } });
  const lists = [...new Set([...include.lists, ...exclude.lists])];
  const segments = [...new Set([...include.segments, ...exclude.segments])];
  const tags = [...new Set(include.tags)];
  const [foundLists, foundSegments, foundTags] = await Promise.all([
    lists.length ? ctx.db.list.count(among(lists)) : 0,
    segments.length ? ctx.db.segment.count(among(segments)) : 0,
    tags.length ? ctx.db.tag.count(among(tags)) : 0,
  ]);
  const gone = lists.length + segments.length + tags.length - foundLists - foundSegments - foundTags;
  if (gone > 0) {
    throw invalid(t("The audience names a list, segment or tag that no longer exists."), {
      audience: t("Choose it again."),
    });
  }
}
