import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { CampaignRef, ScheduleCampaign } from "@/lib/campaigns/draft/schema";
import { launchesAt } from "@/lib/campaigns/freeze/local-time.shared";
import { t } from "@/lib/language/t";
import { changeStatus } from "@/lib/sending/campaign/change-status";
import { getCampaign, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { nextStatus } from "@/lib/sending/campaign/status.shared";
import type { Guard } from "./launch-campaign";
import { launchScheduledJob } from "./launch-scheduled-job";
import { requirePreflight } from "./require-preflight";

const yearMs = 366 * 24 * 3600 * 1000;

/** Sets, or moves, the time at which a worker launches the campaign. The pre-flight must pass now and again then. */
export async function scheduleCampaign(
  ctx: Ctx,
  input: ScheduleCampaign,
  { guard }: { guard?: Guard } = {},
): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId, at, movedFrom, ...how } = ScheduleCampaign.parse(input);
  const scheduledAt = leavesWithin(ctx, at);
  const found = await getCampaign(ctx, campaignId);
  requireStillAt(found, movedFrom);
  nextStatus(found.status, "schedule");
  await requirePreflight(ctx, campaignId);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    requireStillAt(before, movedFrom);
    await guard?.(tx, before);
    const delivery = deliveryOf(before, how);
    await changeStatus(tx, before, "schedule", { scheduledAt, ...delivery, pauseReason: null });
    await enqueue(
      tx,
      launchScheduledJob,
      { workspaceId: tx.workspaceId, campaignId, at: scheduledAt.toISOString() },
      { startAfter: launchesAt({ scheduledAt, ...delivery }, await timeZoneOf(tx)) },
    );
  });
}

/** The time that was asked for. Throws `invalid` on `at` for one in the past, or more than a year ahead. */
export function leavesWithin(ctx: Pick<Ctx, "now">, at: string): Date {
  const scheduledAt = new Date(at);
  const ahead = scheduledAt.getTime() - ctx.now().getTime();
  if (ahead < 0) throw invalid(t("This time has passed."), { at: t("Choose a time in the future.") });
  if (ahead > yearMs)
    throw invalid(t("This time is more than a year ahead."), { at: t("Choose a time within a year.") });
  return scheduledAt;
}

/** Who moves a campaign that a colleague has meanwhile taken off the schedule must not put it back there. */
function requireStillAt({ scheduledAt }: { scheduledAt: Date | null }, movedFrom: string | undefined): void {
  if (movedFrom === undefined || scheduledAt?.getTime() === Date.parse(movedFrom)) return;
  throw conflict(t("Somebody else has changed when it leaves. Look at the schedule again."));
}

/** What was asked for over what was set before; of the two that exclude each other the one asked for holds. */
function deliveryOf(
  before: { localTime: boolean; spreadMinutes: number | null },
  asked: { localTime?: boolean | undefined; spreadMinutes?: number | null | undefined },
): { localTime: boolean; spreadMinutes: number | null } {
  const localTime = asked.localTime ?? (before.localTime && !asked.spreadMinutes);
  const spreadMinutes = asked.spreadMinutes === undefined ? before.spreadMinutes : asked.spreadMinutes;
  return { localTime, spreadMinutes: localTime ? null : spreadMinutes };
}

async function timeZoneOf(tx: Ctx): Promise<string> {
  const where = { id: tx.workspaceId };
  return (await tx.db.workspace.findUniqueOrThrow({ where, select: { timeZone: true } })).timeZone;
}

/** Takes a campaign off the schedule and makes it a draft again. */
export async function unscheduleCampaign(ctx: Ctx, input: CampaignRef): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "draft") return;
    await changeStatus(tx, before, "unschedule", { scheduledAt: null });
  });
}
