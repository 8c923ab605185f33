import { appRoute } from "@/lib/http/app-route";
import { findMergeTags } from "@/lib/templates/queries";

export const GET = appRoute("templates.read", async (ctx) => ({ tags: await findMergeTags(ctx) }));
