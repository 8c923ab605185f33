import { findAuditEntries } from "@/lib/audit/queries";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("audit.read", async (ctx, { query }) => findAuditEntries(ctx, query));
