import { appRoute } from "@/lib/base/routes/app-route";
import { readInboundSettings, updateInboundSettings } from "@/lib/inbound/mail/inbound-settings";
import type { UpdateInboundSettings } from "@/lib/inbound/mail/settings-schema";

export const GET = appRoute("inbound.manage", (ctx) => readInboundSettings(ctx));

export const PATCH = appRoute("inbound.manage", (ctx, { body }) =>
  updateInboundSettings(ctx, body as UpdateInboundSettings),
);
