import { appRoute } from "@/lib/base/routes/app-route";
import type { SetWorkspaceLimits } from "@/lib/installation/schema";
import { setWorkspaceLimits } from "@/lib/installation/set-workspace-limits";

export const PUT = appRoute(
  "workspace.read",
  (ctx, { params, body }) =>
    setWorkspaceLimits(ctx, { ...(body as SetWorkspaceLimits), targetWorkspaceId: params.targetWorkspaceId ?? "" }),
  { stepUp: true },
);
