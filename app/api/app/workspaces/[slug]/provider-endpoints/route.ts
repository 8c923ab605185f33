import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createEndpoint } from "@/lib/inbound/provider-hooks/create-endpoint";
import { findEndpoints } from "@/lib/inbound/provider-hooks/queries";
import type { CreateEndpoint } from "@/lib/inbound/provider-hooks/schema";

export const GET = appRoute("provider-hooks.manage", (ctx) => findEndpoints(ctx));

export const POST = appRoute(
  "provider-hooks.manage",
  async (ctx, { body }) => {
    const endpoint = await createEndpoint(ctx, body as CreateEndpoint);
    return { id: publicId("phk", endpoint.id) };
  },
  { stepUp: true, notes: "credentials.endpoint_added" },
);
