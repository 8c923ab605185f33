import { appRoute } from "@/lib/base/routes/app-route";
import { createApiKey } from "@/lib/edges/api-keys/create-api-key";
import { findApiKeys } from "@/lib/edges/api-keys/queries";
import type { CreateApiKey } from "@/lib/edges/api-keys/schema";

export const GET = appRoute("api-keys.manage", (ctx) => findApiKeys(ctx));

/** POST: a new key, which this answer alone shows. */
export const POST = appRoute("api-keys.manage", (ctx, { body }) => createApiKey(ctx, body as CreateApiKey), {
  stepUp: true,
});
