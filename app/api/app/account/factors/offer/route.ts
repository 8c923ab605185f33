import { accountCtx } from "@/lib/account/account-ctx";
import { shutFactorOffer } from "@/lib/account/factors/offer";
import { accountRoute } from "@/lib/base/routes/app-route";

/** "Not now": the offer of a second factor comes back after some days. */
export const DELETE = accountRoute(async ({ user }) => shutFactorOffer(accountCtx(), user.id));
