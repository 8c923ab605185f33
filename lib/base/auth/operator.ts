import type { Ctx } from "@/lib/base/context";
import { env } from "@/lib/base/env";
import { forbidden } from "@/lib/base/errors";

/** True for an operator of the installation. Jobs and scripts are none. */
export async function isOperator(ctx: Pick<Ctx, "actor" | "db">): Promise<boolean> {
  if (ctx.actor.type !== "member") return false;
  const user = await ctx.db.user.findUnique({
    where: { id: ctx.actor.userId },
    select: { isOperator: true, disabledAt: true },
  });
  return user?.isOperator === true && user.disabledAt === null;
}

/** What holds for the whole installation is only for its operators to see and change. Throws `forbidden`. */
export async function requireOperator(ctx: Pick<Ctx, "actor" | "db">): Promise<void> {
  if (!(await isOperator(ctx))) throw forbidden("Only the operator of this installation may do this.");
}

/**
 * With OIDC_ONLY whoever signs in with what is kept here (password, passkey) is an operator: they must get in when the provider
 * is down. Throws `forbidden`, to somebody who has proved the account theirs; `note` writes it down first.
 */
export async function requireOwnSignIn(user: { isOperator: boolean }, note: () => Promise<void>): Promise<void> {
  if (!env.OIDC_ONLY || user.isOperator) return;
  await note();
  throw forbidden("Sign in with your organisation's account.");
}
