import { appRoute } from "@/lib/base/routes/app-route";
import { createWebhook } from "@/lib/edges/webhooks/create-webhook";
import { findWebhooks } from "@/lib/edges/webhooks/queries";
import type { CreateWebhook } from "@/lib/edges/webhooks/schema";

export const GET = appRoute("webhooks.read", (ctx) => findWebhooks(ctx));

/** POST: a new webhook, with its secret, which this answer alone shows. */
export const POST = appRoute("webhooks.write", (ctx, { body }) => createWebhook(ctx, body as CreateWebhook), {
  stepUp: true,
});
