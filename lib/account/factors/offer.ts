import type { AccountCtx } from "@/lib/account/account-ctx";
import type { User, Workspace } from "@/lib/base/db/generated/client";
import type { Role } from "@/lib/base/permissions.shared";

const backAfterMs = 14 * 24 * 3600_000;

/** Whether somebody is to be offered a second factor: operators and owners, until they have one; two weeks after "not now" again. */
export function offersFactor(
  user: Pick<User, "isOperator" | "secondFactorAt" | "factorOfferShutAt">,
  role: Role,
  now: Date,
): boolean {
  if (user.secondFactorAt || !(user.isOperator || role === "owner")) return false;
  return !user.factorOfferShutAt || now.getTime() - user.factorOfferShutAt.getTime() > backAfterMs;
}

/** What the banner says: the workspace asks for a second factor soon, or it is offered. Null: nothing to say. */
export function factorOffer(page: {
  user: Pick<User, "isOperator" | "secondFactorAt" | "factorOfferShutAt">;
  member: { role: Role };
  workspace: Pick<Workspace, "secondFactorFrom">;
  now(): Date;
}): { requiredFrom: string | null } | null {
  const { user, member, workspace } = page;
  if (user.secondFactorAt) return null;
  if (workspace.secondFactorFrom) return { requiredFrom: workspace.secondFactorFrom.toISOString() };
  return offersFactor(user, member.role, page.now()) ? { requiredFrom: null } : null;
}

export async function shutFactorOffer(ctx: AccountCtx, userId: string): Promise<void> {
  await ctx.db.user.update({ where: { id: userId }, data: { factorOfferShutAt: ctx.now() } });
}
