import { csvResponse } from "@/lib/base/csv/write-csv";
import { appRoute } from "@/lib/base/routes/app-route";
import { exportSecurityLog } from "@/lib/installation/export-security-log";

export const GET = appRoute(
  "workspace.read",
  async (ctx, { query }) =>
    csvResponse(`security-log-${ctx.now().toISOString().slice(0, 10)}.csv`, await exportSecurityLog(ctx, query)),
  { stepUp: true, heavy: true, notes: "export.security_log" },
);
