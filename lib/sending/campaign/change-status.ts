import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Campaign, Prisma } from "@/lib/base/db/generated/client";
import { campaignKey } from "./get-campaign";
import { type CampaignAction, nextStatus } from "./status.shared";
import { noteUnderWay } from "./under-way";

/**
 * Moves a locked campaign on by one action and writes the audit row. Throws `conflict` in words when the status does
 * not allow it.
 */
export async function changeStatus(
  tx: Ctx,
  before: Campaign,
  action: CampaignAction,
  data: Prisma.CampaignUpdateInput = {},
): Promise<Campaign> {
  const status = nextStatus(before.status, action);
  const after = await tx.db.campaign.update({ where: campaignKey(tx, before.id), data: { ...data, status } });
  await noteUnderWay(tx, before.id, status);
  await recordAudit(tx, `campaign.${auditNames[action]}`, {
    subjectType: "campaign",
    subjectId: before.id,
    before: { status: before.status },
    after: { status, name: before.name, ...(after.pauseReason && { reason: after.pauseReason }) },
  });
  return after;
}

const auditNames: Record<CampaignAction, string> = {
  schedule: "scheduled",
  unschedule: "unscheduled",
  launch: "launched",
  reject: "returned",
  begin: "started",
  pause: "paused",
  resume: "resumed",
  finish: "finished",
  cancel: "cancelled",
};
