import type { Ctx } from "@/lib/base/context";
import type { User } from "@/lib/base/db/generated/client";
import { env } from "@/lib/base/env";
import { forbidden, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";

/** An operator who is at work in this workspace. */
export type OperatorCtx = Ctx & { actor: Extract<Ctx["actor"], { type: "member" }> };

/** Whether somebody looks after this installation. A disabled account does nothing. */
export function isOperator(user: Pick<User, "isOperator" | "disabledAt">): boolean {
  return user.isOperator && user.disabledAt === null;
}

/**
 * What concerns the whole installation is only for its operators, as the database has them now; jobs and scripts are none. Everybody else
 * gets `not_found`: whether an account, a workspace or a rule exists is nothing that they may learn.
 */
export async function requireOperator(ctx: Ctx): Promise<OperatorCtx> {
  requirePermission(ctx, "workspace.read");
  const { actor } = ctx;
  if (actor.type !== "member") throw notFound("page");
  const user = await ctx.db.user.findUnique({
    where: { id: actor.userId },
    select: { isOperator: true, disabledAt: true },
  });
  if (!user || !isOperator(user)) throw notFound("page");
  return { ...ctx, actor };
}

/**
 * With OIDC_ONLY whoever signs in with what is kept here (password, passkey) is an operator: they must get in when the provider
 * is down.
 */
export function maySignInHere(user: Pick<User, "isOperator">): boolean {
  return !env.OIDC_ONLY || user.isOperator;
}

/** Throws `forbidden`, to somebody who has proved the account theirs; `note` writes it down first. */
export async function requireOwnSignIn(user: Pick<User, "isOperator">, note: () => Promise<void>): Promise<void> {
  if (maySignInHere(user)) return;
  await note();
  throw forbidden(t("Sign in with your organisation's account."));
}
