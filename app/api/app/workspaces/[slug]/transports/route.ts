import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";
import { createTransport } from "@/lib/sending/create-transport";
import { findTransports } from "@/lib/sending/queries";
import type { CreateTransport } from "@/lib/sending/schema";

export const GET = appRoute("sending.read", (ctx) => findTransports(ctx));

export const POST = appRoute(
  "sending.write",
  async (ctx, { body }) => {
    const { id } = await createTransport(ctx, body as CreateTransport);
    return { id: publicId("trp", id) };
  },
  { stepUp: true, notes: "credentials.transport_added" },
);
