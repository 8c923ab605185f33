import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { ASKED_FOR_MS } from "@/lib/campaigns/send-requests/schema";
import { sendFingerprint } from "@/lib/campaigns/send-requests/send-fingerprint";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { getSender } from "@/lib/sending/transports/queries";

/** An assistant asks whether the newest newsletter may go: what a person sees before anything is sent. */
export async function seedSendRequest(ctx: Ctx, campaignName: string): Promise<void> {
  const { workspaceId } = ctx;
  const campaign = await ctx.db.campaign.findFirst({ where: { workspaceId, name: campaignName, status: "draft" } });
  if (!campaign?.senderId) return;
  const sender = await getSender(ctx, campaign.senderId);
  const { willReceive } = await estimateAudience(ctx, readAudience(campaign.audience));
  const now = ctx.now();
  await ctx.db.sendRequest.create({
    data: {
      ...{ workspaceId, id: newId(), campaignId: campaign.id, subject: campaign.subject, audience: willReceive },
      fingerprint: await sendFingerprint(ctx, campaign, sender),
      fromName: sender.name,
      fromEmail: sender.email,
      note: "The letter is written and checked. Thursday morning had the most readers in the last three months.",
      askedByName: "Assistant",
      askedAt: now,
      expiresAt: new Date(now.getTime() + ASKED_FOR_MS),
    },
  });
}
