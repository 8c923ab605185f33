import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import type { Campaign, Sender } from "@/lib/base/db/generated/client";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { getSender } from "@/lib/sending/transports/queries";

/**
 * What a person agrees to, as one value: the campaign as it was saved last, who it is from, and what its segments ask. Any change of them
 * gives another one.
 */
export async function sendFingerprint(ctx: Ctx, campaign: Campaign, sender: Sender): Promise<string> {
  const { include, exclude } = readAudience(campaign.audience);
  const segments = await ctx.db.segment.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...include.segments, ...exclude.segments] } },
    orderBy: { id: "asc" },
    select: { id: true, rules: true },
  });
  const { id, name, email, replyTo } = sender;
  const agreed = [campaign.id, campaign.version, [id, name, email, replyTo], segments];
  return createHash("sha256").update(JSON.stringify(agreed)).digest("hex");
}

/** Whether a campaign is a draft still, and the one that was asked about. */
export async function isAsAsked(ctx: Ctx, campaign: Campaign, fingerprint: string): Promise<boolean> {
  if (campaign.status !== "draft" || campaign.senderId === null) return false;
  return (await sendFingerprint(ctx, campaign, await getSender(ctx, campaign.senderId))) === fingerprint;
}
