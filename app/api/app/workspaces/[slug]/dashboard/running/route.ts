import { appRoute } from "@/lib/base/routes/app-route";
import { findRunningSends } from "@/lib/reports/dashboard";

export const GET = appRoute("reports.read", (ctx) => findRunningSends(ctx));
