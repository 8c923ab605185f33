import { appRoute } from "@/lib/base/routes/app-route";
import { releaseHold } from "@/lib/sending/warmup/release-hold";
import { WarmupRef } from "@/lib/sending/warmup/schema";

export const DELETE = appRoute("sending.write", async (ctx, { params }) => {
  await releaseHold(ctx, WarmupRef.parse(params));
});
