import { appRoute } from "@/lib/base/routes/app-route";
import { getWorkspace } from "@/lib/workspaces/queries";
import type { UpdateWorkspace } from "@/lib/workspaces/schema";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";

export const GET = appRoute("workspace.read", async (ctx) => getWorkspace(ctx));

export const PATCH = appRoute("workspace.write", async (ctx, { body }) =>
  updateWorkspace(ctx, body as UpdateWorkspace),
);
