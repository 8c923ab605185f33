import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import type { Campaign, Sender } from "@/lib/base/db/generated/client";
import { mailLanguageOf } from "@/lib/content/templates/mail-language";
import { getBrand } from "@/lib/content/templates/workspace-brand";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { segmentsWithin } from "@/lib/people/segments/segments-within";
import { getSender } from "@/lib/sending/transports/queries";

/**
 * What a person agrees to, as one value: the campaign as it was saved last, how it leaves, who it is from, what its segments ask, and what
 * the workspace puts into each of its mails. Any change of them gives another one.
 */
export async function sendFingerprint(ctx: Ctx, campaign: Campaign, sender: Sender): Promise<string> {
  const { include, exclude } = readAudience(campaign.audience);
  const segments = await segmentsWithin(ctx, [...include.segments, ...exclude.segments]);
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { name: true, locale: true, mailLanguage: true },
  });
  const agreed = [
    [campaign.id, campaign.version, campaign.localTime, campaign.spreadMinutes],
    [sender.id, sender.name, sender.email, sender.replyTo],
    segments,
    [workspace.name, await getBrand(ctx), mailLanguageOf(workspace)],
  ];
  return createHash("sha256").update(JSON.stringify(agreed)).digest("hex");
}

/** Whether a campaign is a draft still, and the one that was asked about. */
export async function isAsAsked(ctx: Ctx, campaign: Campaign, fingerprint: string): Promise<boolean> {
  if (campaign.status !== "draft" || campaign.senderId === null) return false;
  return (await sendFingerprint(ctx, campaign, await getSender(ctx, campaign.senderId))) === fingerprint;
}
