import { appRoute } from "@/lib/base/routes/app-route";
import { disableAccount, enableAccount } from "@/lib/installation/disable-account";

export const PUT = appRoute(
  "workspace.read",
  (ctx, { params }) => disableAccount(ctx, { accountId: params.accountId ?? "" }),
  { stepUp: true },
);

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => enableAccount(ctx, { accountId: params.accountId ?? "" }),
  { stepUp: true },
);
