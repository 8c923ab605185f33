import { appRoute } from "@/lib/base/routes/app-route";
import { deleteWebhook } from "@/lib/edges/webhooks/delete-webhook";
import { findWebhook } from "@/lib/edges/webhooks/queries";
import { type UpdateWebhook, WebhookRef } from "@/lib/edges/webhooks/schema";
import { updateWebhook } from "@/lib/edges/webhooks/update-webhook";

export const GET = appRoute("webhooks.read", (ctx, { params }) => findWebhook(ctx, WebhookRef.parse(params)));

/** Another address is where people's data goes. */
export const PATCH = appRoute(
  "webhooks.write",
  (ctx, { params, body }) => updateWebhook(ctx, { ...(body as UpdateWebhook), ...WebhookRef.parse(params) }),
  { stepUp: ({ body }) => typeof body === "object" && body !== null && "url" in body },
);

export const DELETE = appRoute("webhooks.write", (ctx, { params }) => deleteWebhook(ctx, WebhookRef.parse(params)), {
  stepUp: true,
});
