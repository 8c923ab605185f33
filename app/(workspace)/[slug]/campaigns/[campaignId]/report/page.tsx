import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { BreakdownCards } from "@/components/reports/breakdown-cards";
import { FeedbackCards } from "@/components/reports/feedback-cards";
import { LeavingCard } from "@/components/reports/leaving-card";
import { ReportView } from "@/components/reports/report-view";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { getCampaignBreakdown } from "@/lib/reports/campaign-breakdown";
import { getCampaignFeedback } from "@/lib/reports/campaign-feedback";
import { getCampaignReport } from "@/lib/reports/campaign-report";
import { getCampaignLeaving } from "@/lib/reports/leaving";

export const generateMetadata = (): Metadata => ({ title: t("Report") });

type Params = { params: Promise<{ slug: string; campaignId: string }> };

export default async function ReportPage({ params }: Params) {
  const { slug, campaignId } = await params;
  const ctx = await pageContext({ slug }, "reports.read");
  const { id, report } = await loadReport(ctx, campaignId);
  if (report.campaign.launchedAt === null)
    return <NotSentYet slug={slug} campaignId={campaignId} name={report.campaign.name} />;
  return (
    <ReportView initial={report}>
      <Suspense fallback={<Skeleton className="h-64 w-full rounded-xl" />}>
        <Feedback ctx={ctx} campaignId={id} />
      </Suspense>
      <Suspense fallback={<Skeleton className="h-64 w-full rounded-xl" />}>
        <Breakdown ctx={ctx} campaignId={id} />
      </Suspense>
    </ReportView>
  );
}

async function loadReport(ctx: Ctx, publicCampaignId: string) {
  try {
    const id = parsePublicId("cmp", publicCampaignId);
    return { id, report: await getCampaignReport(ctx, id) };
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid")) notFound();
    throw error;
  }
}

async function Breakdown({ ctx, campaignId }: { ctx: Ctx; campaignId: string }) {
  return <BreakdownCards breakdown={await getCampaignBreakdown(ctx, campaignId)} />;
}

async function Feedback({ ctx, campaignId }: { ctx: Ctx; campaignId: string }) {
  const id = publicId("cmp", campaignId);
  const [feedback, leaving] = await Promise.all([
    getCampaignFeedback(ctx, campaignId),
    getCampaignLeaving(ctx, campaignId),
  ]);
  return (
    <>
      <FeedbackCards campaignId={id} feedback={feedback} />
      <LeavingCard campaignId={id} leaving={leaving} />
    </>
  );
}

function NotSentYet({ slug, campaignId, name }: { slug: string; campaignId: string; name: string }) {
  return (
    <>
      <PageHeader title={name} back={{ href: pathIn(slug, "/campaigns"), label: t("Campaigns") }} />
      <EmptyState
        icon={<ChartColumn aria-hidden />}
        title={t("Nothing to report yet")}
        description={t(
          "The report begins with the first message. It shows who received, opened, clicked, bounced and unsubscribed, and adds up to the last person.",
        )}
        action={
          <Button asChild>
            <Link href={pathIn(slug, "/campaigns/[campaignId]", { campaignId })}>{t("Go to the campaign")}</Link>
          </Button>
        }
      />
    </>
  );
}
