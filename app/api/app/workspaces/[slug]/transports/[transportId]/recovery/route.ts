import { appRoute } from "@/lib/base/routes/app-route";
import { recoverPace } from "@/lib/sending/pacing/recover-pace";
import type { PaceRef } from "@/lib/sending/pacing/schema";
import { TransportRef } from "@/lib/sending/transports/schema";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await recoverPace(ctx, { ...(body as PaceRef), ...TransportRef.parse(params) });
});
