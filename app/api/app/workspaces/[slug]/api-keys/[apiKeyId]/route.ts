import { appRoute } from "@/lib/base/routes/app-route";
import { changeApiKey } from "@/lib/edges/api-keys/change-api-key";
import { revokeApiKey } from "@/lib/edges/api-keys/revoke-api-key";
import { ApiKeyRef, type ChangeApiKey } from "@/lib/edges/api-keys/schema";

export const PATCH = appRoute(
  "api-keys.manage",
  (ctx, { params, body }) => changeApiKey(ctx, { ...(body as ChangeApiKey), ...ApiKeyRef.parse(params) }),
  { stepUp: true },
);

export const DELETE = appRoute("api-keys.manage", (ctx, { params }) => revokeApiKey(ctx, ApiKeyRef.parse(params)), {
  stepUp: true,
});
