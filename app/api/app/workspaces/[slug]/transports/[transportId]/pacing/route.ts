import { appRoute } from "@/lib/base/routes/app-route";
import type { PaceRef, SetPace } from "@/lib/sending/pacing/schema";
import { resetPace, setPace } from "@/lib/sending/pacing/set-pace";
import { TransportRef } from "@/lib/sending/transports/schema";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await setPace(ctx, { ...(body as SetPace), ...TransportRef.parse(params) });
});

export const DELETE = appRoute("sending.write", async (ctx, { params, body }) => {
  await resetPace(ctx, { ...(body as PaceRef), ...TransportRef.parse(params) });
});
