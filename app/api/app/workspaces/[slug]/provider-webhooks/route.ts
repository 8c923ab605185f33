import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createEndpoint } from "@/lib/inbound/provider-webhooks/create-endpoint";
import { findEndpoints } from "@/lib/inbound/provider-webhooks/queries";
import type { CreateEndpoint } from "@/lib/inbound/provider-webhooks/schema";

export const GET = appRoute("provider-webhooks.manage", (ctx) => findEndpoints(ctx));

export const POST = appRoute(
  "provider-webhooks.manage",
  async (ctx, { body }) => {
    const endpoint = await createEndpoint(ctx, body as CreateEndpoint);
    return { id: publicId("phk", endpoint.id) };
  },
  { stepUp: true, notes: "credentials.endpoint_added" },
);
