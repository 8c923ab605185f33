import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";
import { compileCampaign } from "@/lib/campaigns/draft/compile-campaign";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { campaignDocument, variantContent, variantDocument } from "@/lib/content/templates/stored-content";
import { t } from "@/lib/language/t";
import { warmupActive } from "@/lib/sending/warmup/warmup-active";
import { type FreezeState, firstFreezeState } from "./freeze-state";

/** Freezes what is sent, and answers the state of a freeze that has not begun. Throws `invalid` for what the author can put right. */
export async function beginFreeze(tx: Ctx, campaign: Campaign): Promise<FreezeState> {
  const compiled = await compileCampaign(tx, campaign);
  const { variantId, fromEmail } = await createVariant(tx, campaign, compiled);
  const engagedFirst = await warmupActive(tx, fromEmail.slice(fromEmail.lastIndexOf("@") + 1));
  return firstFreezeState(variantId, { engagedFirst, now: tx.now() });
}

/** Stores what is sent: the compiled content with its links. */
export async function createVariant(
  tx: Ctx,
  campaign: Campaign,
  compiled: CompiledContent,
): Promise<{ variantId: string; fromEmail: string }> {
  const sender = campaign.senderId
    ? await tx.db.sender.findUnique({
        where: { workspaceId_id: { workspaceId: tx.workspaceId, id: campaign.senderId } },
      })
    : null;
  if (!sender) throw invalid(t("Its sender no longer exists."));
  const id = newId();
  await tx.db.campaignVariant.create({
    data: {
      workspaceId: tx.workspaceId,
      id,
      campaignId: campaign.id,
      subject: campaign.subject,
      previewText: campaign.previewText,
      fromName: sender.name,
      fromEmail: sender.email,
      replyTo: sender.replyTo,
      ...(campaign.document !== null && { document: variantDocument.write(campaignDocument.read(campaign.document)) }),
      compiled: variantContent.write(compiled),
      bytes: compiled.bytes,
    },
  });
  await tx.db.campaignLink.createMany({
    data: compiled.links.map((link) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      campaignId: campaign.id,
      position: link.no,
      url: link.url,
      label: link.label,
    })),
  });
  return { variantId: id, fromEmail: sender.email };
}
