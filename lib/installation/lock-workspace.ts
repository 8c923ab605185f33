import type { AccountCtx } from "@/lib/account/account-ctx";
import type { Workspace } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";

/**
 * A workspace of the installation, locked until the transaction ends: against whoever changes or deletes it, not against work in it, which
 * an operator need not wait for. Throws `not_found`.
 */
export async function lockWorkspace(
  { db }: Pick<AccountCtx, "db">,
  where: { id: string } | { slug: string },
): Promise<Workspace> {
  const known = await db.workspace.findUnique({ where, select: { id: true } });
  if (!known) throw notFound("workspace");
  await db.$queryRaw`select id from workspace where id = ${known.id}::uuid for no key update`;
  const workspace = await db.workspace.findUnique({ where: { id: known.id } });
  if (!workspace) throw notFound("workspace");
  return workspace;
}
