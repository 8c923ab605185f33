import { appRoute } from "@/lib/http/app-route";
import type { SetPace } from "@/lib/sending/pacing/schema";
import { setPace } from "@/lib/sending/pacing/set-pace";
import { TransportRef } from "@/lib/sending/schema";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await setPace(ctx, { ...(body as SetPace), ...TransportRef.parse(params) });
});
