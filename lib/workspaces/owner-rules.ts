import type { Ctx } from "@/lib/base/context";
import { conflict, forbidden } from "@/lib/base/errors";
import type { Role } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";

/** Only owners (and the system) make or unmake owners. */
export function requireOwnerFor(ctx: Ctx, ...touched: Role[]): void {
  const { actor } = ctx;
  const isOwner = actor.type === "member" && actor.role === "owner";
  if (!touched.includes("owner") || actor.type === "system" || isOwner) return;
  throw forbidden(t("Only an owner can do this for an owner."));
}

/**
 * Call before an owner is demoted or removed. Locks the workspace's row, so that two owners who remove each other at once
 * cannot both succeed. Throws `conflict` when no other owner is left.
 */
export async function requireAnotherOwner(tx: Ctx, memberId: string): Promise<void> {
  await tx.db.$executeRaw`select 1 from workspace where id = ${tx.workspaceId}::uuid for update`;
  const other = await tx.db.member.findFirst({
    where: { workspaceId: tx.workspaceId, role: "owner", id: { not: memberId } },
    select: { id: true },
  });
  if (!other) throw conflict(t("A workspace needs an owner. Make somebody else an owner first."));
}
