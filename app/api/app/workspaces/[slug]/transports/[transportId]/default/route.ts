import { appRoute } from "@/lib/http/app-route";
import { makeDefaultTransport } from "@/lib/sending/make-default-transport";
import { TransportRef } from "@/lib/sending/schema";

export const PUT = appRoute("sending.write", async (ctx, { params }) => {
  await makeDefaultTransport(ctx, TransportRef.parse(params));
});
