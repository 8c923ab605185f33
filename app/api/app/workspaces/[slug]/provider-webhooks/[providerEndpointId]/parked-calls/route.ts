import { appRoute } from "@/lib/base/routes/app-route";
import { replayParked } from "@/lib/inbound/provider-webhooks/replay-calls";
import { EndpointRef } from "@/lib/inbound/provider-webhooks/schema";

/** Replays every parked call of the endpoint. */
export const POST = appRoute("provider-webhooks.manage", (ctx, { params }) =>
  replayParked(ctx, EndpointRef.parse(params)),
);
