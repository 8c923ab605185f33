import type { Ctx } from "@/lib/base/context";
import type { ApiCall } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";

/** A page of the calls of all keys, in the order of their ids, the newest first. UUIDs. */
export async function newestCalls(
  ctx: Ctx,
  { after, before, limit }: { after?: string | undefined; before?: string | undefined; limit: number },
): Promise<{ rows: ApiCall[]; more: boolean }> {
  requirePermission(ctx, "api-keys.manage");
  const found = await ctx.db.apiCall.findMany({
    where: { workspaceId: ctx.workspaceId, id: { ...(after && { lt: after }), ...(before && { gt: before }) } },
    orderBy: { id: before ? "asc" : "desc" },
    take: limit + 1,
  });
  const rows = found.slice(0, limit);
  return { rows: before ? rows.reverse() : rows, more: found.length > limit };
}

/** One call of this workspace, or `not_found`. */
export async function getApiCall(ctx: Ctx, id: string): Promise<ApiCall> {
  requirePermission(ctx, "api-keys.manage");
  const found = await ctx.db.apiCall.findFirst({ where: { workspaceId: ctx.workspaceId, id } });
  if (!found) throw notFound("log");
  return found;
}
