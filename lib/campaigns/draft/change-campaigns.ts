import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { AppError, type ErrorCode } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";
import { archiveCampaign } from "./archive-campaign";
import { deleteCampaign } from "./delete-campaign";
import { getSummary } from "./queries";
import { ChangeCampaigns } from "./schema";
import { changeLabels } from "./set-labels";

export interface ChangedCampaigns {
  /** Public ids. */
  changed: string[];
  /** What was left as it is, and why, in words. */
  refused: { name: string; reason: string }[];
  /** By which what was deleted comes back. */
  binIds: string[];
}

/** What is about one campaign, also that it is gone or held by somebody else: what was done to the others is still to be told. */
const keepsOne: ReadonlySet<ErrorCode> = new Set(["conflict", "invalid", "not_found", "unavailable"]);

type Change = ReturnType<typeof ChangeCampaigns.parse>["change"];

/** Does one thing to several campaigns, each by itself: what one of them forbids does not keep the others. */
export async function changeCampaigns(ctx: Ctx, input: ChangeCampaigns): Promise<ChangedCampaigns> {
  requirePermission(ctx, "campaigns.write");
  const { campaignIds, change } = ChangeCampaigns.parse(input);
  const result: ChangedCampaigns = { changed: [], refused: [], binIds: [] };
  for (const campaignId of new Set(campaignIds)) {
    let name = t("A campaign");
    try {
      const summary = await getSummary(ctx, campaignId);
      name = summary.name;
      if (isSo(summary.labels, change)) continue;
      const binId = await changeOne(ctx, campaignId, change);
      result.changed.push(publicId("cmp", campaignId));
      if (binId) result.binIds.push(binId);
    } catch (error) {
      if (!(error instanceof AppError) || !keepsOne.has(error.code)) throw error;
      result.refused.push({ name, reason: error.message });
    }
  }
  return result;
}

/** What is that way already did not change, so that taking the change back leaves it alone. */
function isSo(labels: readonly string[], change: Change): boolean {
  if (!("label" in change)) return false;
  const has = labels.some((label) => foldText(label) === foldText(change.label));
  return has === (change.kind === "add_label");
}

async function changeOne(ctx: Ctx, campaignId: string, change: Change): Promise<string | null> {
  switch (change.kind) {
    case "archive":
    case "restore":
      await archiveCampaign(ctx, { campaignId, archived: change.kind === "archive" });
      return null;
    case "delete":
      return (await deleteCampaign(ctx, { campaignId })).binId;
    case "add_label":
      await changeLabels(ctx, campaignId, (labels) => [...labels, change.label]);
      return null;
    case "remove_label": {
      const gone = foldText(change.label);
      await changeLabels(ctx, campaignId, (labels) => labels.filter((label) => foldText(label) !== gone));
      return null;
    }
  }
}
