import { appRoute } from "@/lib/base/routes/app-route";
import { findAuditEntries } from "@/lib/workspaces/audit/queries";

export const GET = appRoute("audit.read", async (ctx, { query }) => findAuditEntries(ctx, query));
