import { appRoute } from "@/lib/http/app-route";
import { previewMessage } from "@/lib/messages/message-preview";

export const GET = appRoute("reports.read", (ctx, { params }) =>
  previewMessage(ctx, { messageId: params.messageId ?? "" }),
);
