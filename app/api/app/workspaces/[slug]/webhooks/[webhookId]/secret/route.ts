import { appRoute } from "@/lib/base/routes/app-route";
import { rotateWebhookSecret } from "@/lib/edges/webhooks/rotate-webhook-secret";
import { type RotateWebhookSecret, WebhookRef } from "@/lib/edges/webhooks/schema";

/** A new secret, which this answer alone shows. */
export const PUT = appRoute(
  "webhooks.write",
  (ctx, { params, body }) =>
    rotateWebhookSecret(ctx, { ...(body as RotateWebhookSecret), ...WebhookRef.parse(params) }),
  { stepUp: true },
);
