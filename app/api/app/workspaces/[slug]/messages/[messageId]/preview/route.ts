import { appRoute } from "@/lib/base/routes/app-route";
import { previewMessage } from "@/lib/reports/messages/message-preview";

export const GET = appRoute("reports.read", (ctx, { params }) =>
  previewMessage(ctx, { messageId: params.messageId ?? "" }),
);
