import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";
import { createSender } from "@/lib/sending/create-sender";
import { findSenders } from "@/lib/sending/queries";
import type { CreateSender } from "@/lib/sending/schema";

export const GET = appRoute("sending.read", (ctx) => findSenders(ctx));

export const POST = appRoute("sending.write", async (ctx, { body }) => {
  const sender = await createSender(ctx, body as CreateSender);
  return { id: publicId("snd", sender.id) };
});
