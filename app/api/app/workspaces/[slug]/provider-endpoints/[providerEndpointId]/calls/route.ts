import { appRoute } from "@/lib/base/routes/app-route";
import { findCalls } from "@/lib/inbound/provider-hooks/queries";
import { EndpointRef } from "@/lib/inbound/provider-hooks/schema";

export const GET = appRoute("provider-hooks.manage", (ctx, { params }) =>
  findCalls(ctx, EndpointRef.parse(params).providerEndpointId),
);
