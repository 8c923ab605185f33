import { appRoute } from "@/lib/base/routes/app-route";
import { findLabels } from "@/lib/campaigns/draft/queries";

/** Every label in use. */
export const GET = appRoute("campaigns.read", async (ctx) => ({ labels: await findLabels(ctx) }));
