import { appRoute } from "@/lib/http/app-route";
import { pauseTransport } from "@/lib/sending/pause-transport";
import { resumeTransport } from "@/lib/sending/resume-transport";
import { type PauseTransport, TransportRef } from "@/lib/sending/schema";

export const PUT = appRoute("sending.write", async (ctx, { params, body }) => {
  await pauseTransport(ctx, { ...(body as PauseTransport | undefined), ...TransportRef.parse(params) });
});

export const DELETE = appRoute("sending.write", async (ctx, { params }) => {
  await resumeTransport(ctx, TransportRef.parse(params));
});
