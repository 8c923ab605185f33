import { appRoute } from "@/lib/base/routes/app-route";
import { endAccountSessions } from "@/lib/installation/end-account-sessions";

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => endAccountSessions(ctx, { accountId: params.accountId ?? "" }),
  { stepUp: true },
);
