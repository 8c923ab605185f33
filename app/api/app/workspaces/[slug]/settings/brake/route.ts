import { appRoute } from "@/lib/base/routes/app-route";
import type { UpdateBrakeSettings } from "@/lib/sending/brake/brake-schema";
import { getBrakeSettings, updateBrakeSettings } from "@/lib/sending/brake/brake-settings";

export const GET = appRoute("sending.read", (ctx) => getBrakeSettings(ctx));

export const PATCH = appRoute("sending.write", (ctx, { body }) =>
  updateBrakeSettings(ctx, body as UpdateBrakeSettings),
);
