import { appRoute } from "@/lib/base/routes/app-route";
import { replayCall } from "@/lib/inbound/provider-hooks/replay-calls";
import { CallRef } from "@/lib/inbound/provider-hooks/schema";

export const POST = appRoute("provider-hooks.manage", (ctx, { params }) => replayCall(ctx, CallRef.parse(params)));
