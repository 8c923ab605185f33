import { appRoute } from "@/lib/base/routes/app-route";
import { pauseTransport } from "@/lib/sending/transports/pause-transport";
import { resumeTransport } from "@/lib/sending/transports/resume-transport";
import { type PauseTransport, TransportRef } from "@/lib/sending/transports/schema";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await pauseTransport(ctx, { ...(body as PauseTransport | undefined), ...TransportRef.parse(params) });
});

export const DELETE = appRoute("sending.write", async (ctx, { params }) => {
  await resumeTransport(ctx, TransportRef.parse(params));
});
