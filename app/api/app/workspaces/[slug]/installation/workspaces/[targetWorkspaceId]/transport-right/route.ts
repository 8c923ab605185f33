import { appRoute } from "@/lib/base/routes/app-route";
import { setTransportRight } from "@/lib/installation/set-transport-right";

export const PUT = appRoute(
  "workspace.read",
  (ctx, { params }) => setTransportRight(ctx, { targetWorkspaceId: params.targetWorkspaceId ?? "", granted: true }),
  { stepUp: true },
);

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => setTransportRight(ctx, { targetWorkspaceId: params.targetWorkspaceId ?? "", granted: false }),
  { stepUp: true },
);
