import { appRoute } from "@/lib/base/routes/app-route";
import { setWorkspaceRight } from "@/lib/installation/set-workspace-right";

export const PUT = appRoute(
  "workspace.read",
  (ctx, { params }) => setWorkspaceRight(ctx, { accountId: params.accountId ?? "", granted: true }),
  { stepUp: true },
);

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => setWorkspaceRight(ctx, { accountId: params.accountId ?? "", granted: false }),
  { stepUp: true },
);
