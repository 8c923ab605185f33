import { appRoute } from "@/lib/base/routes/app-route";
import { deleteSender } from "@/lib/sending/transports/delete-sender";
import { SenderRef, type UpdateSender } from "@/lib/sending/transports/schema";
import { updateSender } from "@/lib/sending/transports/update-sender";

export const PATCH = appRoute("sending.write", async (ctx, { params, body }) => {
  await updateSender(ctx, { ...(body as UpdateSender), ...SenderRef.parse(params) });
});

export const DELETE = appRoute("sending.write", (ctx, { params }) => deleteSender(ctx, SenderRef.parse(params)));
