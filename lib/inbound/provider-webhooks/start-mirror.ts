import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { mirrorJob } from "./mirror-job";
import { getEndpoint } from "./queries";
import { EndpointRef } from "./schema";

/** Compares the two lists now, in the background. */
export async function startMirror(ctx: Ctx, input: EndpointRef): Promise<void> {
  requirePermission(ctx, "provider-webhooks.manage");
  const { providerEndpointId: endpointId } = EndpointRef.parse(input);
  const { apiKeySealed } = await getEndpoint(ctx, endpointId);
  if (!apiKeySealed) throw conflict(t("Give the key to the provider's suppression list first."));
  await enqueue(ctx, mirrorJob, { workspaceId: ctx.workspaceId, endpointId });
}
