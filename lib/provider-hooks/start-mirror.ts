import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { conflict } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/define-job";
import { mirrorJob } from "./mirror-job";
import { getEndpoint } from "./queries";
import { EndpointRef } from "./schema";

/** Compares the two lists now, in the background. */
export async function startMirror(ctx: Ctx, input: EndpointRef): Promise<void> {
  requirePermission(ctx, "provider-hooks.manage");
  const { providerEndpointId: endpointId } = EndpointRef.parse(input);
  const { apiKeySealed } = await getEndpoint(ctx, endpointId);
  if (!apiKeySealed) throw conflict("Give the key to the provider's suppression list first.");
  await enqueue(ctx, mirrorJob, { workspaceId: ctx.workspaceId, endpointId });
}
