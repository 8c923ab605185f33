import type { Metadata } from "next";
import { TemplatePicker } from "@/components/campaigns/template-picker";
import { PageHeader } from "@/components/ui/page-header";
import { publicId } from "@/lib/base/db/ids";
import { pageContext } from "@/lib/base/routes/page-context";
import { findCampaigns } from "@/lib/campaigns/draft/queries";
import { CampaignFilters } from "@/lib/campaigns/draft/schema";
import { pathIn } from "@/lib/client/paths";
import { builtinTemplates } from "@/lib/content/templates/builtin-templates";
import { findTemplates } from "@/lib/content/templates/queries";
import { maybeMsg, t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("New campaign") });

const earlierShown = 8;

export default async function NewCampaignPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const ctx = await pageContext({ slug }, "campaigns.write");
  const [own, { campaigns }] = await Promise.all([
    findTemplates(ctx),
    findCampaigns(ctx, CampaignFilters.parse({ tab: "sent" }), earlierShown),
  ]);
  return (
    <>
      <PageHeader
        title={t("New campaign")}
        description={t("Pick a design or an earlier campaign to start from. Everything in it can be changed.")}
        back={{ href: pathIn(slug, "/campaigns"), label: t("Campaigns") }}
      />
      <TemplatePicker
        builtin={builtinTemplates.map(({ key, name, description }) => ({
          key,
          name: t(maybeMsg(name)),
          description: t(maybeMsg(description)),
        }))}
        own={own.map(({ id, name, description, updatedAt }) => ({
          ...{ name, description },
          id: publicId("tpl", id),
          updatedAt: updatedAt.toISOString(),
        }))}
        earlier={campaigns.map(({ id, name, subject, launchedAt, updatedAt }) => ({
          ...{ id, name, subject },
          launchedAt: launchedAt ?? updatedAt,
        }))}
      />
    </>
  );
}
