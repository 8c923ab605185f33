import { appRoute } from "@/lib/base/routes/app-route";
import type { SuspendWorkspace } from "@/lib/installation/schema";
import { resumeWorkspace, suspendWorkspace } from "@/lib/installation/suspend-workspace";

export const PUT = appRoute(
  "workspace.read",
  (ctx, { params, body }) =>
    suspendWorkspace(ctx, { ...(body as SuspendWorkspace), targetWorkspaceId: params.targetWorkspaceId ?? "" }),
  { stepUp: true },
);

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => resumeWorkspace(ctx, { targetWorkspaceId: params.targetWorkspaceId ?? "" }),
  { stepUp: true },
);
