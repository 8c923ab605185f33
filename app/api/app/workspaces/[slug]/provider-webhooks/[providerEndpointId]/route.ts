import { appRoute } from "@/lib/base/routes/app-route";
import { deleteEndpoint } from "@/lib/inbound/provider-webhooks/delete-endpoint";
import { EndpointRef, type UpdateEndpoint } from "@/lib/inbound/provider-webhooks/schema";
import { updateEndpoint } from "@/lib/inbound/provider-webhooks/update-endpoint";

export const PATCH = appRoute(
  "provider-webhooks.manage",
  async (ctx, { params, body }) => {
    await updateEndpoint(ctx, { ...(body as object), ...EndpointRef.parse(params) } as UpdateEndpoint);
  },
  { stepUp: true, notes: "credentials.endpoint_changed" },
);

export const DELETE = appRoute(
  "provider-webhooks.manage",
  (ctx, { params }) => deleteEndpoint(ctx, EndpointRef.parse(params)),
  { stepUp: true, notes: "credentials.endpoint_removed" },
);
