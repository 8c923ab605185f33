import { appRoute } from "@/lib/base/routes/app-route";
import { rotateInboundHook } from "@/lib/inbound/mail/inbound-settings";

/** A new address for the raw-message hook. */
export const POST = appRoute("inbound.manage", (ctx) => rotateInboundHook(ctx), {
  stepUp: true,
  notes: "credentials.hook_moved",
});
