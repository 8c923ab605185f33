import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { isUnderWay } from "@/lib/sending/campaign/status.shared";
import { CampaignRef } from "./schema";

/** Takes a campaign out of the list, or brings it back; its report stays. Asking twice is fine. */
export async function archiveCampaign(ctx: Ctx, input: CampaignRef & { archived: boolean }): Promise<void> {
  requirePermission(ctx, "campaigns.write");
  const { campaignId } = CampaignRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (Boolean(before.archivedAt) === input.archived) return;
    if (input.archived && (isUnderWay(before.status) || before.status === "scheduled")) {
      throw conflict(t("This campaign is still to be sent. Cancel it or take it off the schedule first."));
    }
    await tx.db.campaign.update({
      where: campaignKey(tx, campaignId),
      data: { archivedAt: input.archived ? tx.now() : null },
    });
    await recordAudit(tx, input.archived ? "campaign.archived" : "campaign.restored", {
      subjectType: "campaign",
      subjectId: campaignId,
    });
  });
}
