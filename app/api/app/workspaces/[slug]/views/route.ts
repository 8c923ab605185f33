import { appRoute } from "@/lib/base/routes/app-route";
import { CreateView } from "@/lib/people/views/schema";
import { createView, findViews, presentView } from "@/lib/people/views/views";

export const GET = appRoute("contacts.read", async (ctx) => ({ items: (await findViews(ctx)).map(presentView) }));

/** One of one's own; a shared one asks for `views.share` too. */
export const POST = appRoute("contacts.read", async (ctx, { body }) =>
  presentView(await createView(ctx, CreateView.parse(body))),
);
