import { appRoute } from "@/lib/base/routes/app-route";
import { replayParked } from "@/lib/inbound/provider-hooks/replay-calls";
import { EndpointRef } from "@/lib/inbound/provider-hooks/schema";

/** Replays every parked call of the endpoint. */
export const POST = appRoute("provider-hooks.manage", (ctx, { params }) =>
  replayParked(ctx, EndpointRef.parse(params)),
);
