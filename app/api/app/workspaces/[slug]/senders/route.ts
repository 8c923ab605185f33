import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createSender } from "@/lib/sending/transports/create-sender";
import { findSenders } from "@/lib/sending/transports/queries";
import type { CreateSender } from "@/lib/sending/transports/schema";

export const GET = appRoute("sending.read", (ctx) => findSenders(ctx));

export const POST = appRoute("sending.write", async (ctx, { body }) => {
  const sender = await createSender(ctx, body as CreateSender);
  return { id: publicId("snd", sender.id) };
});
