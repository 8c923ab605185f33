import { appRoute } from "@/lib/base/routes/app-route";
import { replayWebhook } from "@/lib/edges/webhooks/replay-webhook";
import { type ReplayWebhook, WebhookRef } from "@/lib/edges/webhooks/schema";

export const POST = appRoute("webhooks.write", (ctx, { params, body }) =>
  replayWebhook(ctx, { ...(body as ReplayWebhook), ...WebhookRef.parse(params) }),
);
