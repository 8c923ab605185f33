import { appRoute } from "@/lib/http/app-route";
import { EndpointRef } from "@/lib/provider-hooks/schema";
import { startMirror } from "@/lib/provider-hooks/start-mirror";

export const POST = appRoute("provider-hooks.manage", (ctx, { params }) => startMirror(ctx, EndpointRef.parse(params)));
