import { appRoute } from "@/lib/base/routes/app-route";
import { findDeliveries } from "@/lib/edges/webhooks/find-deliveries";
import { DELIVERIES_A_PAGE, DeliveryFilters, WebhookRef } from "@/lib/edges/webhooks/schema";

export const GET = appRoute("webhooks.read", (ctx, { params, query }) =>
  findDeliveries(ctx, { ...WebhookRef.parse(params), ...DeliveryFilters.parse(query) }, DELIVERIES_A_PAGE),
);
