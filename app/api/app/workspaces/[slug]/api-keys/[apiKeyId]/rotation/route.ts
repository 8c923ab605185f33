import { appRoute } from "@/lib/base/routes/app-route";
import { rotateApiKey } from "@/lib/edges/api-keys/rotate-api-key";
import { ApiKeyRef, type RotateApiKey } from "@/lib/edges/api-keys/schema";

/** A new secret for the key, which this answer alone shows. */
export const POST = appRoute(
  "api-keys.manage",
  (ctx, { params, body }) => rotateApiKey(ctx, { ...(body as RotateApiKey), ...ApiKeyRef.parse(params) }),
  { stepUp: true },
);
