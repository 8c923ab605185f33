import type { AccountCtx } from "@/lib/account/account-ctx";
import { isOperator } from "@/lib/base/auth/operator";
import type { User } from "@/lib/base/db/generated/client";
import { forbidden } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/** Who may make workspaces: operators, and whom one of them has granted it. Nobody whose account is disabled. */
export function mayAddWorkspace(user: Pick<User, "isOperator" | "mayAddWorkspace" | "disabledAt">): boolean {
  return isOperator(user) || (user.mayAddWorkspace && user.disabledAt === null);
}

/** Says so by the account as it is in the database now. Throws `forbidden`. */
export async function requireWorkspaceRight(ctx: AccountCtx, userId: string): Promise<{ isOperator: boolean }> {
  const user = await ctx.db.user.findUnique({
    where: { id: userId },
    select: { isOperator: true, mayAddWorkspace: true, disabledAt: true },
  });
  if (user && mayAddWorkspace(user)) return { isOperator: user.isOperator };
  throw forbidden(
    t("Only an operator makes workspaces here, and whom they allow it. Ask the operator of this installation."),
  );
}
