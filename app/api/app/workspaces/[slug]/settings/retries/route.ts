import { appRoute } from "@/lib/base/routes/app-route";
import { updateRetrySettings } from "@/lib/sending/pacing/retry-settings";
import type { RetrySettings } from "@/lib/sending/pacing/schema";

export const PATCH = appRoute("sending.write", async (ctx, { body }) =>
  updateRetrySettings(ctx, body as RetrySettings),
);
