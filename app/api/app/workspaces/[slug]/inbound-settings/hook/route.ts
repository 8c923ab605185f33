import { appRoute } from "@/lib/http/app-route";
import { rotateInboundHook } from "@/lib/inbound/inbound-settings";

/** A new address for the raw-message hook. */
export const POST = appRoute("inbound.manage", (ctx) => rotateInboundHook(ctx), {
  stepUp: true,
  notes: "credentials.hook_moved",
});
