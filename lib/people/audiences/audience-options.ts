import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { AudienceOption } from "./audience.shared";

/** Every list, segment and tag that can be chosen, by name. Lists carry their confirmed subscribers, tags their contacts. */
export async function audienceOptions(ctx: Ctx): Promise<AudienceOption[]> {
  requirePermission(ctx, "campaigns.read");
  const here = { workspaceId: ctx.workspaceId };
  const [lists, segments, tags, counts] = await Promise.all([
    ctx.db.list.findMany({ where: { ...here, archivedAt: null }, select: { id: true, name: true } }),
    ctx.db.segment.findMany({ where: here, select: { id: true, name: true } }),
    ctx.db.tag.findMany({ where: here, select: { id: true, name: true } }),
    remember(recent, ctx.workspaceId, () => countMembers(ctx), freshMs),
  ]);
  const counted = (kind: "list" | "tag", prefix: "lst" | "tag", rows: { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ id: publicId(prefix, id), kind, name, count: counts.get(id) ?? 0 }));
  const options: AudienceOption[] = [
    ...counted("list", "lst", lists),
    ...segments.map(({ id, name }) => ({ id: publicId("seg", id), kind: "segment" as const, name, count: null })),
    ...counted("tag", "tag", tags),
  ];
  return options.sort((left, right) => left.name.localeCompare(right.name));
}

const recent = new BoundedCache<Promise<ReadonlyMap<string, number>>>({ max: 500 });
const QUICK_MS = 50;

/** What a small workspace counts at once is counted each time; a million are counted by one reader, and the others get that for some minutes. */
const freshMs = (tookMs: number) => (tookMs < QUICK_MS ? 0 : Math.min(600_000, tookMs * 600));

/** Confirmed subscribers by list and contacts by tag; UUIDs. */
async function countMembers({ db, workspaceId }: Ctx): Promise<ReadonlyMap<string, number>> {
  const [subscribers, tagged] = await Promise.all([
    db.subscription.groupBy({ by: ["listId"], where: { workspaceId, status: "confirmed" }, _count: true }),
    db.contactTag.groupBy({ by: ["tagId"], where: { workspaceId }, _count: true }),
  ]);
  return new Map([
    ...subscribers.map((row) => [row.listId, row._count] as const),
    ...tagged.map((row) => [row.tagId, row._count] as const),
  ]);
}
