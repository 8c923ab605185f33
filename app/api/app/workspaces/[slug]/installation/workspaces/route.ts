import { appRoute } from "@/lib/base/routes/app-route";
import { findInstallationWorkspaces } from "@/lib/installation/find-workspaces";

export const GET = appRoute("workspace.read", (ctx, { query }) => findInstallationWorkspaces(ctx, query));
