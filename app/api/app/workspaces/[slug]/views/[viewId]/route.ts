import { appRoute } from "@/lib/base/routes/app-route";
import { UpdateView, ViewRef } from "@/lib/people/views/schema";
import { deleteView, presentView, updateView } from "@/lib/people/views/views";

export const PATCH = appRoute("contacts.read", async (ctx, { params, body }) =>
  presentView(await updateView(ctx, UpdateView.parse({ ...(body as object), ...ViewRef.parse(params) }))),
);

export const DELETE = appRoute("contacts.read", (ctx, { params }) => deleteView(ctx, ViewRef.parse(params)));
