import { appRoute } from "@/lib/base/routes/app-route";
import { rawSource } from "@/lib/reports/messages/raw-source";

export const GET = appRoute(
  "raw-mail.read",
  (ctx, { params, query }) => rawSource(ctx, { messageId: params.messageId ?? "", source: query.source ?? "" }),
  { stepUp: true, notes: "export.raw_source" },
);
