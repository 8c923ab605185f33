import type { Ctx } from "@/lib/base/context";

/**
 * Takes the name for this workspace, or says that another one of the installation has it. The key of the table decides
 * between two that ask at once: the second waits for the first to commit.
 */
export async function claimDomain(tx: Ctx, domain: { id: string; name: string }): Promise<boolean> {
  await tx.db.domainClaim.createMany({
    data: { name: domain.name, workspaceId: tx.workspaceId, domainId: domain.id, claimedAt: tx.now() },
    skipDuplicates: true,
  });
  const holder = await tx.db.domainClaim.findUnique({ where: { name: domain.name } });
  return holder?.workspaceId === tx.workspaceId && holder.domainId === domain.id;
}

/** Gives the name up: the next workspace whose records are right has it. */
export async function releaseDomain(tx: Ctx, domainId: string): Promise<void> {
  await tx.db.domainClaim.deleteMany({ where: { workspaceId: tx.workspaceId, domainId } });
}
