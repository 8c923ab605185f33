import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { type Campaign, Prisma } from "@/lib/base/db/generated/client";
import { campaignKey } from "./get-campaign";
import { type CampaignAction, nextStatus, statusesBefore } from "./status.shared";
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

/** What of a campaign workers need once they have moved it. */
export interface MovedCampaign {
  name: string;
  launchedById: string | null;
}

interface GuardedChange {
  /** Further columns, as `column = value`. */
  set: readonly Prisma.Sql[];
  /** What must hold besides the status; the campaign is `c`. */
  only?: Prisma.Sql;
  /** The audit row, where it says more than the action does. */
  audit?: { name: string; after: object };
}

/**
 * Moves a campaign on in one statement if it still stands where the action begins, for workers of whom several see the same reason at
 * once: one moves it and gets the campaign, the others get null. Writes the audit row.
 */
export async function changeStatusOnce(
  tx: Ctx,
  campaignId: string,
  action: "pause" | "finish",
  { set, only, audit }: GuardedChange,
): Promise<MovedCampaign | null> {
  const before = statusesBefore(action);
  const status = nextStatus(before[0]!, action);
  const changes = [Prisma.sql`status = ${status}`, ...set, Prisma.sql`updated_at = ${tx.now()}`];
  const [moved] = await tx.db.$queryRaw<MovedCampaign[]>`
    update campaign c set ${Prisma.join(changes)}
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${campaignId}::uuid and c.status = any(${before})
       ${only ? Prisma.sql`and ${only}` : Prisma.empty}
    returning c.name, c.launched_by_id as "launchedById"`;
  if (!moved) return null;
  await noteUnderWay(tx, campaignId, status);
  await recordAudit(tx, audit?.name ?? `campaign.${auditNames[action]}`, {
    subjectType: "campaign",
    subjectId: campaignId,
    ...(audit && { after: audit.after }),
  });
  return moved;
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
