import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { RecentCampaigns, UpcomingCampaigns } from "@/components/dashboard/campaign-cards";
import { ChecklistCard } from "@/components/dashboard/checklist-card";
import { DashboardSkeleton } from "@/components/dashboard/dashboard-skeleton";
import { DashboardTiles } from "@/components/dashboard/dashboard-tiles";
import { GoalTiles } from "@/components/dashboard/goal-tiles";
import { GrowthCard } from "@/components/dashboard/growth-card";
import { HealthCard } from "@/components/dashboard/health-card";
import { PeriodNote } from "@/components/dashboard/period-note";
import { PeriodSelect } from "@/components/dashboard/period-select";
import { RunningSends } from "@/components/dashboard/running-sends";
import { TrendCard } from "@/components/dashboard/trend-card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/base/context";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { getDashboard } from "@/lib/reports/dashboard";
import { DashboardPeriod } from "@/lib/reports/schema";
import type { Dashboard } from "@/lib/reports/views";

export const generateMetadata = (): Metadata => ({ title: t("Dashboard") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DashboardPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "reports.read");
  const period = DashboardPeriod.parse(await searchParams);
  const { days, from, to } = period;
  return (
    <>
      <PageHeader
        title={t("Dashboard")}
        actions={<PeriodSelect days={days} custom={from && to ? { from, to } : null} />}
      />
      <Suspense key={`${days} ${from} ${to}`} fallback={<DashboardSkeleton />}>
        <DashboardContent ctx={ctx} period={period} />
      </Suspense>
    </>
  );
}

async function DashboardContent({ ctx, period }: { ctx: Ctx; period: DashboardPeriod }) {
  const dashboard = await getDashboard(ctx, period);
  if (!dashboard.checklist.campaign) return <NothingSentYet dashboard={dashboard} />;
  return (
    <div className="grid gap-6">
      <ChecklistCard checklist={dashboard.checklist} />
      <RunningSends initial={dashboard.running} />
      <section aria-label={t("The period")} className="grid gap-3">
        <PeriodNote dashboard={dashboard} />
        <DashboardTiles dashboard={dashboard} />
        <GoalTiles dashboard={dashboard} />
      </section>
      <div className="grid gap-6 lg:grid-cols-3">
        <div className="grid min-w-0 content-start gap-6 lg:col-span-2">
          <TrendCard dashboard={dashboard} />
          <RecentCampaigns campaigns={dashboard.campaigns} />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <HealthCard health={dashboard.health} days={dashboard.days} />
          <UpcomingCampaigns upcoming={dashboard.upcoming} />
          <GrowthCard dashboard={dashboard} />
        </div>
      </div>
    </div>
  );
}

function NothingSentYet({ dashboard }: { dashboard: Dashboard }) {
  return (
    <div className="grid gap-6">
      <ChecklistCard checklist={dashboard.checklist} />
      <EmptyState
        icon={<ChartColumn aria-hidden />}
        title={t("Your numbers appear here")}
        description={t(
          "After your first campaign this page shows what was delivered, opened and clicked by people, how healthy your sending is, and what comes next.",
        )}
      />
      {dashboard.contacts > 0 ? <GrowthCard dashboard={dashboard} /> : null}
    </div>
  );
}
