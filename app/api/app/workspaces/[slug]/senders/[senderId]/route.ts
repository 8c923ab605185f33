import { appRoute } from "@/lib/http/app-route";
import { deleteSender } from "@/lib/sending/delete-sender";
import { SenderRef, type UpdateSender } from "@/lib/sending/schema";
import { updateSender } from "@/lib/sending/update-sender";

export const PATCH = appRoute("sending.write", async (ctx, { params, body }) => {
  await updateSender(ctx, { ...(body as UpdateSender), ...SenderRef.parse(params) });
});

export const DELETE = appRoute("sending.write", (ctx, { params }) => deleteSender(ctx, SenderRef.parse(params)));
