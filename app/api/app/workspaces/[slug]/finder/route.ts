import { appRoute } from "@/lib/base/routes/app-route";
import { findEverything } from "@/lib/finder/find-everything";
import { FindEverything } from "@/lib/finder/schema";

export const GET = appRoute("workspace.read", (ctx, { query }) => findEverything(ctx, FindEverything.parse(query)));
