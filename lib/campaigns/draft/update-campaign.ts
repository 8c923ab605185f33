import { actorId, recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { readWritten, type Written } from "@/lib/content/templates/written";
import { t } from "@/lib/language/t";
import { checkAudience } from "@/lib/people/audiences/check-audience";
import { campaignAudience } from "@/lib/people/audiences/stored-audience";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { UpdateCampaign } from "./schema";

/** Autosaves of one author within this time leave one audit row. */
const auditEveryMs = 10 * 60_000;

/**
 * Saves what an author changed in a draft and raises its version. A save on an older version than the stored one is
 * refused with `conflict`, so that two open windows cannot overwrite each other unseen.
 */
export async function updateCampaign(
  ctx: Ctx,
  input: UpdateCampaign,
): Promise<{ version: number; updatedAt: string; written: Written }> {
  requirePermission(ctx, "campaigns.write");
  const { campaignId, version, document, audience, ...changes } = UpdateCampaign.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "scheduled")
      throw conflict(t("This campaign is scheduled. Take it off the schedule to change it."));
    if (before.status !== "draft")
      throw conflict(t("This campaign has left the draft stage and can no longer be changed."));
    if (before.version !== version) {
      throw conflict(
        t("This campaign was changed in another window after you opened it. What you wrote here is kept."),
      );
    }
    if (audience) await checkAudience(tx, audience);
    if (changes.senderId) await checkSender(tx, changes.senderId);
    const after = await tx.db.campaign.update({
      where: campaignKey(tx, campaignId),
      data: {
        ...changes,
        ...oneOf(changes),
        ...(document !== undefined && { document: campaignDocument.write(document) }),
        ...(audience && { audience: campaignAudience.write(audience) }),
        version: { increment: 1 },
      },
    });
    const large = Object.entries({ audience, document }).filter(([, value]) => value !== undefined);
    await auditSave(tx, campaignId, [...Object.keys(changes), ...large.map(([name]) => name)]);
    return { version: after.version, updatedAt: after.updatedAt.toISOString(), written: readWritten(after).written };
  });
}

/** Everybody's own time and an even spread exclude each other: what was chosen last holds. */
function oneOf(changes: { localTime?: boolean | undefined; spreadMinutes?: number | null | undefined }) {
  if (changes.localTime) return { spreadMinutes: null };
  return changes.spreadMinutes ? { localTime: false } : {};
}

async function checkSender(tx: Ctx, senderId: string): Promise<void> {
  const sender = await tx.db.sender.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: senderId } },
    select: { id: true },
  });
  if (!sender) throw invalid(t("This sender no longer exists."), { senderId: t("Choose another sender.") });
}

async function auditSave(tx: Ctx, campaignId: string, fields: string[]): Promise<void> {
  const recent = await tx.db.auditEntry.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      subjectType: "campaign",
      subjectId: campaignId,
      action: "campaign.updated",
      actorId: actorId(tx.actor),
      createdAt: { gt: new Date(tx.now().getTime() - auditEveryMs) },
    },
    select: { id: true },
  });
  if (recent) return;
  await recordAudit(tx, "campaign.updated", { subjectType: "campaign", subjectId: campaignId, after: { fields } });
}
