import { appRoute } from "@/lib/http/app-route";
import { rotateCredentials } from "@/lib/provider-hooks/rotate-endpoint";
import { EndpointRef } from "@/lib/provider-hooks/schema";

export const POST = appRoute(
  "provider-hooks.manage",
  (ctx, { params }) => rotateCredentials(ctx, EndpointRef.parse(params)),
  { stepUp: true, notes: "credentials.endpoint_renewed" },
);
