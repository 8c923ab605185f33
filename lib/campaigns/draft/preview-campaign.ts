import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import { makePreview, type Preview } from "@/lib/content/templates/preview-content";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { PreviewCampaign } from "./schema";

/** A campaign as it stands, as one contact would get it, or a made-up person, with what is wrong about it. Throws `not_found`. */
export async function previewCampaign(ctx: Ctx, input: PreviewCampaign): Promise<Preview> {
  requirePermission(ctx, "campaigns.read");
  const { campaignId, contactId } = PreviewCampaign.parse(input);
  const { contentKind, document, html, subject, previewText } = await getCampaign(ctx, campaignId);
  const content =
    contentKind === "html"
      ? { html: html ?? "" }
      : { document: campaignDocument.readOrNull(document) ?? emptyDocument };
  return makePreview(ctx, { ...content, subject, previewText, contactId });
}
