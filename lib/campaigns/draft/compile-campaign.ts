import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { env } from "@/lib/base/env";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { compileBounded } from "@/lib/content/templates/content-tasks";
import { mailLanguageOf } from "@/lib/content/templates/mail-language";
import { getBrand } from "@/lib/content/templates/workspace-brand";

type Content = Pick<
  Campaign,
  "name" | "subject" | "previewText" | "contentKind" | "document" | "html" | "trackOpens" | "trackClicks"
>;

/**
 * Compiles a campaign's content in its workspace's brand. `withTracking` false leaves every address as the author wrote
 * it. Throws `invalid` or a `ZodError` that says what in the content is wrong.
 */
export async function compileCampaign(ctx: Ctx, campaign: Content, withTracking = true): Promise<CompiledContent> {
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { locale: true, mailLanguage: true, name: true },
  });
  return compileBounded({
    ...(campaign.contentKind === "html" ? { html: campaign.html ?? "" } : { document: campaign.document }),
    subject: campaign.subject,
    previewText: campaign.previewText,
    brand: await getBrand(ctx),
    lang: mailLanguageOf(workspace),
    assetBase: env.APP_URL,
    names: { workspace: { name: workspace.name }, campaign: { name: campaign.name } },
    trackOpens: withTracking && campaign.trackOpens,
    trackClicks: withTracking && campaign.trackClicks,
  });
}

/** Whether there is anything to send yet. */
export function hasContent(campaign: Pick<Campaign, "contentKind" | "document" | "html">): boolean {
  return campaign.contentKind === "html" ? Boolean(campaign.html?.trim()) : campaign.document !== null;
}
