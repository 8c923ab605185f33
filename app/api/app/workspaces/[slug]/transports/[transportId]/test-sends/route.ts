import { appRoute } from "@/lib/http/app-route";
import { type TestTransport, TransportRef } from "@/lib/sending/schema";
import { testTransport } from "@/lib/sending/test-transport";

export const POST = appRoute("sending.write", (ctx, { params, body }) =>
  testTransport(ctx, { ...(body as TestTransport), ...TransportRef.parse(params) }),
);
