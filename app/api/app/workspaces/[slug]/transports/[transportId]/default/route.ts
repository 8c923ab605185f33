import { appRoute } from "@/lib/base/routes/app-route";
import { makeDefaultTransport } from "@/lib/sending/transports/make-default-transport";
import { TransportRef } from "@/lib/sending/transports/schema";

export const PUT = appRoute("sending.write", async (ctx, { params }) => {
  await makeDefaultTransport(ctx, TransportRef.parse(params));
});
