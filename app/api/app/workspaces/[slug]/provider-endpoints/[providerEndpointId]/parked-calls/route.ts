import { appRoute } from "@/lib/http/app-route";
import { replayParked } from "@/lib/provider-hooks/replay-calls";
import { EndpointRef } from "@/lib/provider-hooks/schema";

/** Replays every parked call of the endpoint. */
export const POST = appRoute("provider-hooks.manage", (ctx, { params }) =>
  replayParked(ctx, EndpointRef.parse(params)),
);
