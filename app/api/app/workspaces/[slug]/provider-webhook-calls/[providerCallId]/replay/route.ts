import { appRoute } from "@/lib/base/routes/app-route";
import { replayCall } from "@/lib/inbound/provider-webhooks/replay-calls";
import { CallRef } from "@/lib/inbound/provider-webhooks/schema";

export const POST = appRoute("provider-webhooks.manage", (ctx, { params }) => replayCall(ctx, CallRef.parse(params)));
