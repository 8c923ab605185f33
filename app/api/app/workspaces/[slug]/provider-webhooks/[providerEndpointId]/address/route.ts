import { appRoute } from "@/lib/base/routes/app-route";
import { rotateAddress } from "@/lib/inbound/provider-webhooks/rotate-endpoint";
import { EndpointRef } from "@/lib/inbound/provider-webhooks/schema";

export const POST = appRoute(
  "provider-webhooks.manage",
  (ctx, { params }) => rotateAddress(ctx, EndpointRef.parse(params)),
  { stepUp: true, notes: "credentials.endpoint_moved" },
);
