import { appRoute } from "@/lib/http/app-route";
import { readInboundSettings, updateInboundSettings } from "@/lib/inbound/inbound-settings";
import type { UpdateInboundSettings } from "@/lib/inbound/settings-schema";

export const GET = appRoute("inbound.manage", (ctx) => readInboundSettings(ctx));

export const PATCH = appRoute("inbound.manage", (ctx, { body }) =>
  updateInboundSettings(ctx, body as UpdateInboundSettings),
);
