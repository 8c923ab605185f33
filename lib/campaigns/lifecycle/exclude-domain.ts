import { domainToASCII } from "node:url";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { ExcludeDomain } from "@/lib/campaigns/draft/schema";
import { t } from "@/lib/language/t";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { isUnderWay } from "@/lib/sending/campaign/status.shared";
import { resumeCampaign } from "./pause-campaign";

const MAX_DOMAINS = 100;

/**
 * Takes a recipient domain out of a campaign under way: who still waits there is skipped with `excluded_domain` when their
 * turn comes; what has left is not touched. With `resume` a paused campaign goes on in the same step. Asking twice is fine.
 */
export async function excludeDomain(ctx: Ctx, input: ExcludeDomain): Promise<{ excludedDomains: string[] }> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId, domain: given, resume } = ExcludeDomain.parse(input);
  // As in `message.email_domain`: A-labels.
  const domain = domainToASCII(given);
  if (!domain) throw invalid(t("This is not a domain."), { domain: t("Give a domain such as example.com.") });
  return inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (!isUnderWay(before.status)) throw conflict(t("Only from a campaign under way can a domain be taken out."));
    const excludedDomains = [...new Set([...before.excludedDomains, domain])];
    if (excludedDomains.length > MAX_DOMAINS)
      throw invalid(t("At most {limit} domains can be taken out.", { limit: MAX_DOMAINS }));
    if (excludedDomains.length > before.excludedDomains.length) {
      await tx.db.campaign.update({ where: campaignKey(tx, campaignId), data: { excludedDomains } });
      await recordAudit(tx, "campaign.domain_excluded", {
        subjectType: "campaign",
        subjectId: campaignId,
        before: { excludedDomains: before.excludedDomains },
        after: { excludedDomains },
      });
    }
    if (resume && before.status === "paused") await resumeCampaign(tx, { campaignId });
    return { excludedDomains };
  });
}
