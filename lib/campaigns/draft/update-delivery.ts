import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { isUnderWay } from "@/lib/sending/campaign/status.shared";
import { UpdateDelivery } from "./schema";

/**
 * Changes how long a scheduled or running campaign is spread over. Workers see it within a second; the window counts from
 * the start of the send, so a window that is over lets the rest leave at once.
 */
export async function updateDelivery(ctx: Ctx, input: UpdateDelivery): Promise<{ spreadMinutes: number | null }> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId, spreadMinutes } = UpdateDelivery.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status !== "scheduled" && !isUnderWay(before.status)) {
      throw conflict(t("Only a campaign that is scheduled or being sent can be made faster or slower here."));
    }
    if (before.localTime && spreadMinutes !== null) {
      throw conflict(
        t("This campaign leaves at each recipient's local time, so it cannot be spread over a window as well."),
      );
    }
    if (before.spreadMinutes === spreadMinutes) return { spreadMinutes };
    await tx.db.campaign.update({ where: campaignKey(tx, campaignId), data: { spreadMinutes } });
    await recordAudit(tx, "campaign.delivery_changed", {
      subjectType: "campaign",
      subjectId: campaignId,
      before: { spreadMinutes: before.spreadMinutes },
      after: { spreadMinutes },
    });
    return { spreadMinutes };
  });
}
