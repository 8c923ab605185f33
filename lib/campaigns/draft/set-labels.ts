import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { labelsInUse } from "./queries";
import { maxLabels, SetLabels } from "./schema";

/** Gives a campaign these labels and no others, whatever its status. */
export async function setLabels(ctx: Ctx, input: SetLabels): Promise<string[]> {
  const { campaignId, labels } = SetLabels.parse(input);
  return changeLabels(ctx, campaignId, () => labels);
}

/**
 * Puts other labels in the place of those that a campaign has now. One that differs from a label of the workspace by letter case only is
 * that one, so that no two groups grow where one was meant.
 */
export async function changeLabels(
  ctx: Ctx,
  campaignId: string,
  wanted: (before: readonly string[]) => readonly string[],
): Promise<string[]> {
  requirePermission(ctx, "campaigns.write");
  return inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    const labels = onceEach(wanted(before.labels), await labelsInUse(tx));
    if (labels.length > maxLabels)
      throw invalid(t("A campaign can have {limit} labels at most.", { limit: maxLabels }));
    if (labels.join("\n") === before.labels.join("\n")) return labels;
    await tx.db.campaign.update({ where: campaignKey(tx, campaignId), data: { labels } });
    await recordAudit(tx, "campaign.labelled", {
      subjectType: "campaign",
      subjectId: campaignId,
      before: { labels: before.labels },
      after: { labels },
    });
    return labels;
  });
}

function onceEach(wanted: readonly string[], known: readonly string[]): string[] {
  const spelled = new Map(known.map((label) => [foldText(label), label]));
  const labels = new Map<string, string>();
  for (const label of wanted) {
    const key = foldText(label);
    if (!labels.has(key)) labels.set(key, spelled.get(key) ?? label);
  }
  return [...labels.values()];
}
