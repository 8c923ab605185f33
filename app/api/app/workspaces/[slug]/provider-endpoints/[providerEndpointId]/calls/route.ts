import { appRoute } from "@/lib/http/app-route";
import { findCalls } from "@/lib/provider-hooks/queries";
import { EndpointRef } from "@/lib/provider-hooks/schema";

export const GET = appRoute("provider-hooks.manage", (ctx, { params }) =>
  findCalls(ctx, EndpointRef.parse(params).providerEndpointId),
);
