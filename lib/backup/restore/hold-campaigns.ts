import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { type Campaign, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { launchesAt } from "@/lib/campaigns/freeze/local-time.shared";
import { returnToDraft } from "@/lib/campaigns/freeze/prepare-campaign";
import { workspacePath } from "@/lib/client/paths";
import { toKeep } from "@/lib/language/say-again";
import { t } from "@/lib/language/t";
import { changeStatusOnce } from "@/lib/sending/campaign/change-status";
import { campaignKey } from "@/lib/sending/campaign/get-campaign";
import { pauseTexts } from "@/lib/sending/campaign/pause-texts";
import { noteUnderWay } from "@/lib/sending/campaign/under-way";
import { leaveUnconfirmed } from "./leave-unconfirmed";
import type { RestoreMark } from "./mark-restored";

/** Deferred messages are tried for a day, or for as long as a person says: what was sent earlier has nothing left to leave. */
const SIGHT_MS = 5 * 86_400_000;

const minuteOf = (time: string) => `${time.slice(0, 16).replace("T", " ")} UTC`;

const momentsOf = ({ backupAt, restoredAt }: RestoreMark) => ({
  restored: minuteOf(restoredAt),
  backup: minuteOf(backupAt),
});

type Held = Pick<Campaign, "id" | "name" | "status" | "launchedById" | "scheduledAt" | "localTime">;

async function tell(ctx: Ctx, campaign: Held, mark: RestoreMark): Promise<void> {
  await notify(ctx, {
    kind: "campaign.held",
    severity: "danger",
    title: () => t("“{campaign}” was stopped by a restore", { campaign: campaign.name }),
    body: () => t(pauseTexts.restored, momentsOf(mark)),
    href: workspacePath("/campaigns/[campaignId]", { campaignId: publicId("cmp", campaign.id) }),
    dedupeKey: `campaign.restored/${campaign.id}/${mark.restoredAt}`,
    mail: {
      admins: true,
      userIds: campaign.launchedById ? [campaign.launchedById] : [],
      action: () => t("Look at the campaign"),
    },
  });
}

/** Pauses it, or says why it is paused now: whoever resumes it has to know. */
async function pause(ctx: Ctx, campaign: Held, reason: string): Promise<void> {
  const at = ctx.now();
  await inTransaction(ctx, async (tx) => {
    if (campaign.status === "paused") {
      await tx.db.campaign.update({ where: campaignKey(tx, campaign.id), data: { pauseReason: reason } });
      await noteUnderWay(tx, campaign.id, "paused");
      return;
    }
    await changeStatusOnce(tx, campaign.id, "pause", {
      set: [Prisma.sql`paused_at = ${at}`, Prisma.sql`pause_reason = ${reason}`],
      audit: { name: "campaign.held", after: { code: "restored", reason } },
    });
  });
}

/** Whether its time came before the restore: then it may have left already. */
function mayHaveLeft(campaign: Held, timeZone: string, restoredAt: Date): boolean {
  const { scheduledAt, localTime, status } = campaign;
  if (status !== "scheduled" || !scheduledAt) return true;
  return launchesAt({ scheduledAt, localTime }, timeZone) <= restoredAt;
}

async function hold(ctx: Ctx, campaign: Held, timeZone: string, mark: RestoreMark): Promise<boolean> {
  const { id, status } = campaign;
  if (status === "sent") {
    await leaveUnconfirmed(ctx, id);
    return false;
  }
  if (!mayHaveLeft(campaign, timeZone, new Date(mark.restoredAt))) {
    await noteUnderWay(ctx, id, status as "scheduled");
    return false;
  }
  // People read it above the campaign.
  const reason = toKeep(pauseTexts.restored, momentsOf(mark));
  if (status === "sending" || status === "paused") await pause(ctx, campaign, reason);
  else await returnToDraft(ctx, id, reason);
  await tell(ctx, campaign, mark);
  return true;
}

/**
 * Holds everything of a workspace that may have gone on after the backup: nobody is mailed twice by itself. What was being sent is paused,
 * what was being prepared or is past its time is a draft again, and what waited for another try in a campaign that counts as sent is
 * unconfirmed. What is scheduled for later stays so. Answers how many campaigns a person has to look at. May run again.
 */
export async function holdCampaigns(ctx: Ctx, timeZone: string, mark: RestoreMark): Promise<number> {
  const campaigns = await ctx.db.campaign.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      OR: [
        { status: { in: ["scheduled", "preparing", "sending", "paused"] } },
        { status: "sent", finishedAt: { gt: new Date(new Date(mark.backupAt).getTime() - SIGHT_MS) } },
      ],
    },
    select: { id: true, name: true, status: true, launchedById: true, scheduledAt: true, localTime: true },
    orderBy: { id: "asc" },
  });
  let held = 0;
  for (const campaign of campaigns) if (await hold(ctx, campaign, timeZone, mark)) held += 1;
  return held;
}
