import { appRoute } from "@/lib/http/app-route";
import { rawSource } from "@/lib/messages/raw-source";

export const GET = appRoute(
  "raw-mail.read",
  (ctx, { params, query }) => rawSource(ctx, { messageId: params.messageId ?? "", source: query.source ?? "" }),
  { stepUp: true, notes: "export.raw_source" },
);
