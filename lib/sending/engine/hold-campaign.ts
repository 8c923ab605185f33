import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { changeStatusOnce } from "@/lib/sending/campaign/change-status";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";

/** How soon mail that waits for another try is looked at again while the gate is closed, in milliseconds. */
const POSTPONED_MS = 15 * 60_000;

/**
 * Pauses a campaign whose mail may not leave any more, with the reason; nothing is lost, and a person resumes it once it is
 * put right. What is left of one that counts as sent, mail put off by its receivers, waits a while. Of several workers that
 * come to the closed gate one pauses it and tells people.
 */
export async function holdCampaign(
  ctx: Ctx,
  campaignId: string,
  refusal: TransportRefusal,
  messageIds: readonly string[],
): Promise<void> {
  const at = ctx.now();
  const reason = inLanguage("en", () => refusal.text);
  const held = await inTransaction(ctx, async (tx) => {
    const campaign = await changeStatusOnce(tx, campaignId, "pause", {
      set: [Prisma.sql`paused_at = ${at}`, Prisma.sql`pause_reason = ${reason}`],
      audit: { name: "campaign.held", after: { code: refusal.code, reason } },
    });
    if (!campaign) return false;
    await notify(tx, {
      kind: "campaign.held",
      severity: "danger",
      title: () => t("“{campaign}” was paused", { campaign: campaign.name }),
      body: () =>
        `${refusal.text}\n${t("Nothing is lost: what has not left yet waits. Put it right, then resume the campaign.")}`,
      href: workspacePath("/campaigns/[campaignId]", { campaignId: publicId("cmp", campaignId) }),
      dedupeKey: `campaign.held/${campaignId}/${at.toISOString()}`,
      mail: {
        admins: true,
        userIds: campaign.launchedById ? [campaign.launchedById] : [],
        action: () => t("Look at the campaign"),
      },
    });
    return true;
  });
  if (held) ctx.log.warn("campaign held", { campaignId, code: refusal.code });
  else await postpone(ctx, campaignId, messageIds);
}

async function postpone(ctx: Ctx, campaignId: string, messageIds: readonly string[]): Promise<void> {
  await ctx.db.message.updateMany({
    where: { workspaceId: ctx.workspaceId, campaignId, id: { in: [...messageIds] }, status: "deferred" },
    data: { nextAttemptAt: new Date(ctx.now().getTime() + POSTPONED_MS) },
  });
}
