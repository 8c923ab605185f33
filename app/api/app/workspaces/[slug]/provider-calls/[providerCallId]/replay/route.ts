import { appRoute } from "@/lib/http/app-route";
import { replayCall } from "@/lib/provider-hooks/replay-calls";
import { CallRef } from "@/lib/provider-hooks/schema";

export const POST = appRoute("provider-hooks.manage", (ctx, { params }) => replayCall(ctx, CallRef.parse(params)));
