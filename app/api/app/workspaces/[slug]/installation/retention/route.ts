import { appRoute } from "@/lib/base/routes/app-route";
import { changeRetention } from "@/lib/retention/change-retention";
import { findRetention } from "@/lib/retention/find-retention";

export const GET = appRoute("workspace.read", (ctx) => findRetention(ctx));

export const PUT = appRoute("workspace.read", (ctx, { body }) => changeRetention(ctx, body), { stepUp: true });
