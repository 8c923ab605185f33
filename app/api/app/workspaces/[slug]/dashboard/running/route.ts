import { findRunningSends } from "@/lib/analytics/dashboard";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("reports.read", (ctx) => findRunningSends(ctx));
