import type { Ctx } from "@/lib/base/context";
import type { List } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";

/** A list of this workspace, or `not_found`. */
export async function getList(ctx: Ctx, listId: string): Promise<List> {
  const list = await ctx.db.list.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: listId } },
  });
  if (!list) throw notFound("list");
  return list;
}
