import type { Role } from "@/lib/auth/permissions";
import type { User } from "@/lib/db/generated/client";
import type { AccountCtx } from "../account-ctx";

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

export async function shutFactorOffer(ctx: AccountCtx, userId: string): Promise<void> {
  await ctx.db.user.update({ where: { id: userId }, data: { factorOfferShutAt: ctx.now() } });
}
