import { appRoute } from "@/lib/base/routes/app-route";
import { findMergeTags } from "@/lib/content/templates/queries";

export const GET = appRoute("templates.read", async (ctx) => ({ tags: await findMergeTags(ctx) }));
