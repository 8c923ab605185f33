import { appRoute } from "@/lib/base/routes/app-route";
import { testTransport } from "@/lib/sending/tests/test-transport";
import { type TestTransport, TransportRef } from "@/lib/sending/transports/schema";

export const POST = appRoute("sending.write", (ctx, { params, body }) =>
  testTransport(ctx, { ...(body as TestTransport), ...TransportRef.parse(params) }),
);
