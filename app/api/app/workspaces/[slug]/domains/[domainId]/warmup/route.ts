import { appRoute } from "@/lib/base/routes/app-route";
import { type StartWarmup, WarmupRef } from "@/lib/sending/warmup/schema";
import { startWarmup } from "@/lib/sending/warmup/start-warmup";
import { stopWarmup } from "@/lib/sending/warmup/stop-warmup";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await startWarmup(ctx, { ...(body as StartWarmup), ...WarmupRef.parse(params) });
});

export const DELETE = appRoute("sending.write", async (ctx, { params }) => {
  await stopWarmup(ctx, WarmupRef.parse(params));
});
