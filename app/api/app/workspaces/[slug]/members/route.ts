import { appRoute } from "@/lib/http/app-route";
import { findMembers } from "@/lib/workspaces/queries";

export const GET = appRoute("members.read", async (ctx) => findMembers(ctx));
