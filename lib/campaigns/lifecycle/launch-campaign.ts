import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { prepareCampaignJob } from "@/lib/campaigns/freeze/prepare-job";
import { t } from "@/lib/language/t";
import { changeStatus } from "@/lib/sending/campaign/change-status";
import { getCampaign, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { nextStatus } from "@/lib/sending/campaign/status.shared";
import { requirePreflight } from "./require-preflight";

/** Looks at the locked campaign in the transaction that moves it; what it throws leaves everything as it was. */
export type Guard = (tx: Ctx, before: Campaign) => Promise<void>;

/**
 * Starts a campaign: checks the pre-flight again, then moves it to `preparing` and hands it to a worker, both in one
 * transaction. A second launch finds another status and is refused, so a double click sends once. With `scheduledAt` it
 * is refused too unless the campaign is still scheduled for then: its author may have stopped it during the pre-flight.
 * Without, it leaves now, for everybody alike. `guard` sees the locked campaign, and may refuse it.
 */
export async function launchCampaign(
  ctx: Ctx,
  input: CampaignRef,
  { scheduledAt, guard }: { scheduledAt?: Date; guard?: Guard } = {},
): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  nextStatus((await getCampaign(ctx, campaignId)).status, "launch");
  await requirePreflight(ctx, campaignId);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (scheduledAt && (before.status !== "scheduled" || before.scheduledAt?.getTime() !== scheduledAt.getTime())) {
      throw conflict(t("This campaign is no longer scheduled for this time."));
    }
    await guard?.(tx, before);
    await changeStatus(tx, before, "launch", {
      launchedAt: tx.now(),
      launchedById: tx.actor.type === "member" ? tx.actor.userId : null,
      pauseReason: null,
      ...(!scheduledAt && { localTime: false }),
    });
    await enqueue(tx, prepareCampaignJob, { workspaceId: tx.workspaceId, campaignId });
  });
}
