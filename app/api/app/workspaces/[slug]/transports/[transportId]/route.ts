import { appRoute } from "@/lib/base/routes/app-route";
import { deleteTransport } from "@/lib/sending/transports/delete-transport";
import { TransportRef, type UpdateTransport } from "@/lib/sending/transports/schema";
import { updateTransport } from "@/lib/sending/transports/update-transport";

export const PATCH = appRoute(
  "sending.write",
  async (ctx, { params, body }) => {
    await updateTransport(ctx, { ...(body as UpdateTransport), ...TransportRef.parse(params) });
  },
  { stepUp: true, notes: "credentials.transport_changed" },
);

export const DELETE = appRoute("sending.write", (ctx, { params }) => deleteTransport(ctx, TransportRef.parse(params)), {
  stepUp: true,
  notes: "credentials.transport_removed",
});
