import type { AccountCtx } from "@/lib/account/account-ctx";
import { inTransaction } from "@/lib/base/db/transaction";
import { CreateWorkspace } from "@/lib/workspaces/schema";
import { requireWorkspaceRight } from "@/lib/workspaces/workspace-right";
import { openWorkspace } from "./open-workspace";

/**
 * A workspace with this user as its owner; `withSampleData` fills it from the worker, within a minute. Those of operators may
 * use the installation's own way out. Throws `forbidden` for whom no operator has granted it.
 */
export async function createWorkspace(
  ctx: AccountCtx,
  user: { id: string; name: string },
  input: CreateWorkspace,
): Promise<{ id: string; slug: string; name: string }> {
  const values = CreateWorkspace.parse(input);
  return inTransaction(ctx, async (tx) => {
    const { isOperator } = await requireWorkspaceRight(tx, user.id);
    return openWorkspace(tx, { ...user, isOperator }, values);
  });
}
