import type { Ctx } from "@/lib/base/context";
import type { Suppression } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inForceWhere } from "@/lib/people/addresses/in-force";
import type { SuppressionReason } from "./reasons.shared";

export interface NewestSuppressions {
  reasons: readonly SuppressionReason[];
  /** Those behind this one, or just before that one. UUIDs. */
  after?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** A page of suppressions in force, in the order of their ids, the newest first. */
export async function newestSuppressions(
  ctx: Ctx,
  { reasons, after, before, limit }: NewestSuppressions,
): Promise<{ rows: Suppression[]; more: boolean }> {
  requirePermission(ctx, "suppressions.read");
  const found = await ctx.db.suppression.findMany({
    where: {
      ...{ workspaceId: ctx.workspaceId, reason: { in: [...reasons] }, ...inForceWhere(ctx.now()) },
      id: { ...(after && { lt: after }), ...(before && { gt: before }) },
    },
    orderBy: { id: before ? "asc" : "desc" },
    take: limit + 1,
  });
  const rows = found.slice(0, limit);
  return { rows: before ? rows.reverse() : rows, more: found.length > limit };
}

/** The suppressions in force of some addresses, normalised, or by their UUIDs. */
export async function suppressionsOf(
  ctx: Ctx,
  { addresses = [], ids = [] }: { addresses?: readonly string[]; ids?: readonly string[] },
): Promise<Suppression[]> {
  requirePermission(ctx, "suppressions.read");
  return ctx.db.suppression.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      AND: [{ OR: [{ emailNormalized: { in: [...addresses] } }, { id: { in: [...ids] } }] }, inForceWhere(ctx.now())],
    },
  });
}
