import { appRoute } from "@/lib/base/routes/app-route";
import { findCalls } from "@/lib/inbound/provider-webhooks/queries";
import { EndpointRef } from "@/lib/inbound/provider-webhooks/schema";

export const GET = appRoute("provider-webhooks.manage", (ctx, { params }) =>
  findCalls(ctx, EndpointRef.parse(params).providerEndpointId),
);
