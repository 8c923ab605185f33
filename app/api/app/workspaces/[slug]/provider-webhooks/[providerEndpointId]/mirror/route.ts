import { appRoute } from "@/lib/base/routes/app-route";
import { EndpointRef } from "@/lib/inbound/provider-webhooks/schema";
import { startMirror } from "@/lib/inbound/provider-webhooks/start-mirror";

export const POST = appRoute("provider-webhooks.manage", (ctx, { params }) =>
  startMirror(ctx, EndpointRef.parse(params)),
);
