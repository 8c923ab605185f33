import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { AudienceOption } from "./audience.shared";

/** Every list, segment and tag that can be chosen, by name. Lists carry their confirmed subscribers, tags their contacts. */
export async function audienceOptions(ctx: Ctx): Promise<AudienceOption[]> {
  requirePermission(ctx, "campaigns.read");
  const here = { workspaceId: ctx.workspaceId };
  const [lists, segments, tags, subscribers, tagged] = await Promise.all([
    ctx.db.list.findMany({ where: { ...here, archivedAt: null }, select: { id: true, name: true } }),
    ctx.db.segment.findMany({ where: here, select: { id: true, name: true } }),
    ctx.db.tag.findMany({ where: here, select: { id: true, name: true } }),
    ctx.db.subscription.groupBy({ by: ["listId"], where: { ...here, status: "confirmed" }, _count: true }),
    ctx.db.contactTag.groupBy({ by: ["tagId"], where: here, _count: true }),
  ]);
  const perList = new Map(subscribers.map((row) => [row.listId, row._count]));
  const perTag = new Map(tagged.map((row) => [row.tagId, row._count]));
  const options: AudienceOption[] = [
    ...lists.map(({ id, name }) => ({
      id: publicId("lst", id),
      kind: "list" as const,
      name,
      count: perList.get(id) ?? 0,
    })),
    ...segments.map(({ id, name }) => ({ id: publicId("seg", id), kind: "segment" as const, name, count: null })),
    ...tags.map(({ id, name }) => ({
      id: publicId("tag", id),
      kind: "tag" as const,
      name,
      count: perTag.get(id) ?? 0,
    })),
  ];
  return options.sort((left, right) => left.name.localeCompare(right.name));
}
