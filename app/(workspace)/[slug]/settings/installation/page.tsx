import type { Metadata } from "next";
import { AutoRefresh } from "@/components/installation/auto-refresh";
import { HealthCard } from "@/components/installation/health-card";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { ProblemList } from "@/components/installation/problem-list";
import { VersionsCard } from "@/components/installation/versions-card";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { findProblems } from "@/lib/installation/problems/find-problems";
import { healthLines } from "@/lib/installation/problems/health-lines";
import { readOverview } from "@/lib/installation/state/read-overview";
import { t } from "@/lib/language/t";
import { currentReadiness } from "@/lib/run/web/current-readiness";

export const generateMetadata = (): Metadata => ({ title: t("Installation") });

export default async function InstallationPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  const [state, overview] = await Promise.all([currentReadiness(), readOverview(ctx)]);
  // What readiness says stands in its own list.
  const problems = (await findProblems(state)).filter(({ key }) => !Object.hasOwn(state.checks, key));
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t(
          "Whether it does its work, what to do where it does not, and what runs here. Only operators see these pages.",
        )}
      />
      <InstallationTabs />
      {problems.length > 0 ? <ProblemList problems={problems} /> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <HealthCard lines={healthLines(state)} />
        <VersionsCard overview={overview} />
      </div>
      <AutoRefresh seconds={15} />
    </>
  );
}
