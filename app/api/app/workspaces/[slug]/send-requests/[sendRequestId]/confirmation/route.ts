import { appRoute } from "@/lib/base/routes/app-route";
import { confirmSend } from "@/lib/campaigns/send-requests/confirm-send";
import { type ConfirmSend, SendRequestRef } from "@/lib/campaigns/send-requests/schema";

export const PUT = appRoute("campaigns.send", (ctx, { params, body }) =>
  confirmSend(ctx, { ...(body as ConfirmSend), ...SendRequestRef.parse(params) }),
);
