import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { conflict } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/define-job";
import { changeStatus } from "./change-status";
import { getCampaign, lockCampaign } from "./get-campaign";
import { prepareCampaignJob } from "./prepare-job";
import { requirePreflight } from "./require-preflight";
import { CampaignRef } from "./schema";
import { nextStatus } from "./status";

/**
 * Starts a campaign: checks the pre-flight again, then moves it to `preparing` and hands it to a worker, both in one
 * transaction. A second launch finds another status and is refused, so a double click sends once. With `scheduledAt` it
 * is refused too unless the campaign is still scheduled for then: its author may have stopped it during the pre-flight.
 * Without, it leaves now, for everybody alike.
 */
export async function launchCampaign(
  ctx: Ctx,
  input: CampaignRef,
  { scheduledAt }: { scheduledAt?: Date } = {},
): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  nextStatus((await getCampaign(ctx, campaignId)).status, "launch");
  await requirePreflight(ctx, campaignId);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (scheduledAt && (before.status !== "scheduled" || before.scheduledAt?.getTime() !== scheduledAt.getTime())) {
      throw conflict("This campaign is no longer scheduled for this time.");
    }
    await changeStatus(tx, before, "launch", {
      launchedAt: tx.now(),
      launchedById: tx.actor.type === "member" ? tx.actor.userId : null,
      pauseReason: null,
      ...(!scheduledAt && { localTime: false }),
    });
    await enqueue(tx, prepareCampaignJob, { workspaceId: tx.workspaceId, campaignId });
  });
}
