import { appRoute } from "@/lib/base/routes/app-route";
import { rotateAddress } from "@/lib/inbound/provider-hooks/rotate-endpoint";
import { EndpointRef } from "@/lib/inbound/provider-hooks/schema";

export const POST = appRoute(
  "provider-hooks.manage",
  (ctx, { params }) => rotateAddress(ctx, EndpointRef.parse(params)),
  { stepUp: true, notes: "credentials.endpoint_moved" },
);
