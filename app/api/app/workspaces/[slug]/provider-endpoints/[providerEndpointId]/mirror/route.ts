import { appRoute } from "@/lib/base/routes/app-route";
import { EndpointRef } from "@/lib/inbound/provider-hooks/schema";
import { startMirror } from "@/lib/inbound/provider-hooks/start-mirror";

export const POST = appRoute("provider-hooks.manage", (ctx, { params }) => startMirror(ctx, EndpointRef.parse(params)));
