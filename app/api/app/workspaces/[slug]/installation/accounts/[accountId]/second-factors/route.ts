import { appRoute } from "@/lib/base/routes/app-route";
import { resetSecondFactors } from "@/lib/installation/reset-second-factors";

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => resetSecondFactors(ctx, { accountId: params.accountId ?? "" }),
  { stepUp: true },
);
