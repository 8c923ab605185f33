import { appRoute } from "@/lib/base/routes/app-route";
import { findMembers } from "@/lib/workspaces/queries";

export const GET = appRoute("members.read", async (ctx) => findMembers(ctx));
