import { appRoute } from "@/lib/base/routes/app-route";
import { findDelivery } from "@/lib/edges/webhooks/find-deliveries";
import { DeliveryRef } from "@/lib/edges/webhooks/schema";

export const GET = appRoute("webhooks.read", (ctx, { params }) => findDelivery(ctx, DeliveryRef.parse(params)));
