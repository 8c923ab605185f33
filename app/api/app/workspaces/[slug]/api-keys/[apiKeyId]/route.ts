import { appRoute } from "@/lib/base/routes/app-route";
import { revokeApiKey } from "@/lib/edges/api-keys/revoke-api-key";
import { ApiKeyRef } from "@/lib/edges/api-keys/schema";

export const DELETE = appRoute("api-keys.manage", (ctx, { params }) => revokeApiKey(ctx, ApiKeyRef.parse(params)), {
  stepUp: true,
});
