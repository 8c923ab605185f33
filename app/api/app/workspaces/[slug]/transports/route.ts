import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createTransport } from "@/lib/sending/transports/create-transport";
import { findTransports } from "@/lib/sending/transports/queries";
import type { CreateTransport } from "@/lib/sending/transports/schema";

export const GET = appRoute("sending.read", (ctx) => findTransports(ctx));

export const POST = appRoute(
  "sending.write",
  async (ctx, { body }) => {
    const { id } = await createTransport(ctx, body as CreateTransport);
    return { id: publicId("trp", id) };
  },
  { stepUp: true, notes: "credentials.transport_added" },
);
