import { Download, Users } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ResendButton } from "@/components/campaigns/resend-button";
import { sourceLabels } from "@/components/messages/source-labels";
import { OutcomeFilter } from "@/components/reports/outcome-filter";
import { RecipientTable } from "@/components/reports/recipient-table";
import { SaveSegmentButton } from "@/components/reports/save-segment-button";
import { DownloadLink } from "@/components/security/download-link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn, routePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findRecipients } from "@/lib/reports/find-recipients";
import { OUTCOME_LABELS, reasonText } from "@/lib/reports/outcome-text.shared";
import { RecipientFilters } from "@/lib/reports/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { sayReply } from "@/lib/sending/transports/say-failure";

export const generateMetadata = (): Metadata => ({ title: t("Recipients") });

interface Props {
  params: Promise<{ slug: string; campaignId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RecipientsPage({ params, searchParams }: Props) {
  const { slug, campaignId } = await params;
  const ctx = await pageContext({ slug }, "reports.read");
  const campaign = await loadCampaign(ctx, campaignId);
  const asked = Object.fromEntries(Object.entries(await searchParams).filter(([, value]) => typeof value === "string"));
  const filters = RecipientFilters.parse(asked);
  const { rows, next } = await findRecipients(ctx, campaign.id, filters);
  const { outcome, reason, category, source, provider } = filters;
  const link = typeof asked.link === "string" && filters.link ? asked.link : undefined;
  const shown = { outcome, reason, category, source, provider, link };
  const isWhole = !reason && !category && !source && !provider && !link;
  const here = (after?: string) =>
    pathIn(slug, "/campaigns/[campaignId]/report/recipients", { campaignId, ...shown, after });
  return (
    <>
      <PageHeader
        back={{
          href: pathIn(slug, "/campaigns/[campaignId]/report", { campaignId }),
          label: t("Report of {name}", { name: campaign.name }),
        }}
        title={t(OUTCOME_LABELS[outcome])}
        description={[
          outcome === "not_opened" &&
            t(
              "They got it, and neither opened it nor clicked. Whose pictures only a privacy proxy loaded (Apple, Gmail, Yahoo) is among them.",
            ),
          reason && t("Only those {reason}.", { reason: reasonText(reason) }),
          category && t("Only: {reason}.", { reason: reasonText(category) }),
          source &&
            t("Only those {how}.", {
              how: sourceLabels(source)?.how ?? t("reported by {provider}", { provider: source }),
            }),
          provider && t("Only at {provider}.", { provider }),
          link && t("Only those who clicked one link."),
        ]
          .filter(Boolean)
          .join(" ")}
        actions={
          <>
            <OutcomeFilter campaignId={campaignId} outcome={outcome} />
            {outcome === "not_opened" ? (
              <ResendButton campaign={{ id: campaignId, name: campaign.name, status: campaign.status }} />
            ) : null}
            {isWhole ? (
              <SaveSegmentButton key={outcome} campaign={{ id: campaignId, name: campaign.name }} outcome={outcome} />
            ) : null}
            {roleCan(ctx.member.role, "reports.export") ? (
              <Button variant="outline" asChild>
                <DownloadLink
                  href={routePath("/api/app/workspaces/[slug]/reports/[campaignId]/export", {
                    slug,
                    campaignId,
                    what: "recipients",
                    ...shown,
                  })}
                >
                  <Download aria-hidden />
                  {t("Export CSV")}
                </DownloadLink>
              </Button>
            ) : null}
          </>
        }
      />
      {rows.length === 0 && !next ? (
        <EmptyState
          icon={<Users aria-hidden />}
          title={t("Nobody here")}
          description={t("No recipient of this campaign has this outcome. Choose another one above.")}
        />
      ) : (
        <>
          <RecipientTable rows={rows.map((row) => ({ ...row, replyText: sayReply(row.replyCode, row.replyText) }))} />
          <Pagination
            previous={filters.after ? { href: here() } : null}
            next={next ? { href: here(next) } : null}
            summary={filters.after ? t("Previous goes back to the start.") : undefined}
          />
        </>
      )}
    </>
  );
}

async function loadCampaign(ctx: Ctx, publicCampaignId: string) {
  try {
    return await getCampaign(ctx, parsePublicId("cmp", publicCampaignId));
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid")) notFound();
    throw error;
  }
}
