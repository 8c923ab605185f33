import { appRoute } from "@/lib/http/app-route";
import { releaseHold } from "@/lib/warmup/release-hold";
import { WarmupRef } from "@/lib/warmup/schema";

export const DELETE = appRoute("sending.write", async (ctx, { params }) => {
  await releaseHold(ctx, WarmupRef.parse(params));
});
