import { recordAudit } from "@/lib/base/audit/record-audit";
import { type Deleted, putInBin } from "@/lib/base/bin/put-in-bin";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { copyOf } from "./campaign-columns";
import { CampaignRef } from "./schema";

/** Deletes a draft; for 30 days it can be brought back from the bin. What was sent is part of the record and can only be archived. */
export async function deleteCampaign(ctx: Ctx, input: CampaignRef): Promise<Deleted> {
  requirePermission(ctx, "campaigns.write");
  const { campaignId } = CampaignRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status !== "draft") throw conflict(t("Only drafts can be deleted. Archive this campaign instead."));
    await tx.db.campaign.delete({ where: campaignKey(tx, campaignId) });
    await recordAudit(tx, "campaign.deleted", {
      subjectType: "campaign",
      subjectId: campaignId,
      before: { name: before.name, subject: before.subject },
    });
    return putInBin(tx, { kind: "campaign", subjectId: campaignId, name: before.name, content: copyOf(before) });
  });
}
