import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { type Campaign, Prisma } from "@/lib/base/db/generated/client";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import type { FactType } from "@/lib/events/outbox/told-facts";
import { campaignKey } from "./get-campaign";
import { type CampaignAction, nextStatus, statusesBefore } from "./status.shared";
import { noteUnderWay } from "./under-way";

/**
 * Moves a locked campaign on by one action, writes the audit row, and tells other programs. Throws `conflict` in words when the status does
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
  await tellMoved(tx, action, after);
  return after;
}

/** What of a campaign workers need once they have moved it. */
export type MovedCampaign = Pick<Campaign, "name" | "launchedById">;

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
 * once: one moves it and gets the campaign, the others get null. Writes the audit row, and tells other programs.
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
  const [moved] = await tx.db.$queryRaw<(MovedCampaign & Told)[]>`
    update campaign c set ${Prisma.join(changes)}
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${campaignId}::uuid and c.status = any(${before})
       ${only ? Prisma.sql`and ${only}` : Prisma.empty}
    returning c.id, c.name, c.status, c.scheduled_at as "scheduledAt", c.audience_count as "audienceCount", c.pause_reason as "pauseReason",
              c.launched_by_id as "launchedById"`;
  if (!moved) return null;
  await noteUnderWay(tx, campaignId, status);
  await recordAudit(tx, audit?.name ?? `campaign.${auditNames[action]}`, {
    subjectType: "campaign",
    subjectId: campaignId,
    ...(audit && { after: audit.after }),
  });
  await tellMoved(tx, action, moved);
  return moved;
}

type Told = Pick<Campaign, "id" | "name" | "status" | "scheduledAt" | "audienceCount" | "pauseReason">;

async function tellMoved(tx: Ctx, action: CampaignAction, campaign: Told): Promise<void> {
  const type = toldAs[action];
  if (type === null) return;
  const { id, name, status, scheduledAt, audienceCount, pauseReason } = campaign;
  const data = {
    ...{ name, status, reason: pauseReason, audience: audienceCount },
    scheduledAt: status === "scheduled" ? (scheduledAt?.toISOString() ?? null) : null,
  };
  await handOutFacts(tx, [{ type, occurredAt: tx.now(), campaignId: id, data }]);
}

/** A launch is told once the campaign begins. */
const toldAs: Record<CampaignAction, FactType | null> = {
  schedule: "campaign.scheduled",
  unschedule: "campaign.unscheduled",
  launch: null,
  reject: "campaign.unscheduled",
  begin: "campaign.started",
  pause: "campaign.paused",
  resume: "campaign.resumed",
  finish: "campaign.finished",
  cancel: "campaign.cancelled",
};

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
