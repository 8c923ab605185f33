import type { Ctx } from "@/lib/base/context";
import type { Audience } from "./audience.shared";

/** Gives the names of what an audience includes; what was deleted since is left out. */
export type Names = (audience: Audience) => string[];

/** Looks up every list, segment and tag that the audiences include, in three queries whatever their number. */
export async function audienceNames(ctx: Ctx, audiences: Audience[]): Promise<Names> {
  const ids = (kind: "lists" | "segments" | "tags") => [...new Set(audiences.flatMap((one) => one.include[kind]))];
  const named = (wanted: string[]) => ({
    where: { workspaceId: ctx.workspaceId, id: { in: wanted } },
    select: { id: true, name: true },
  });
  const [lists, segments, tags] = await Promise.all([
    ctx.db.list.findMany(named(ids("lists"))),
    ctx.db.segment.findMany(named(ids("segments"))),
    ctx.db.tag.findMany(named(ids("tags"))),
  ]);
  const byId = new Map([...lists, ...segments, ...tags].map(({ id, name }) => [id, name]));
  return ({ include }) => [...include.lists, ...include.segments, ...include.tags].flatMap((id) => byId.get(id) ?? []);
}
