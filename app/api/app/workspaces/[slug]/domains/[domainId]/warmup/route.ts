import { appRoute } from "@/lib/http/app-route";
import { type StartWarmup, WarmupRef } from "@/lib/warmup/schema";
import { startWarmup } from "@/lib/warmup/start-warmup";
import { stopWarmup } from "@/lib/warmup/stop-warmup";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await startWarmup(ctx, { ...(body as StartWarmup), ...WarmupRef.parse(params) });
});

export const DELETE = appRoute("sending.write", async (ctx, { params }) => {
  await stopWarmup(ctx, WarmupRef.parse(params));
});
