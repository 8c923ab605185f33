import { appRoute } from "@/lib/base/routes/app-route";
import { type TestWebhook, WebhookRef } from "@/lib/edges/webhooks/schema";
import { testWebhook } from "@/lib/edges/webhooks/test-webhook";

export const POST = appRoute("webhooks.write", (ctx, { params, body }) =>
  testWebhook(ctx, { ...(body as TestWebhook), ...WebhookRef.parse(params) }),
);
