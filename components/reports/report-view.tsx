"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { CampaignMailCard } from "@/components/campaigns/campaign-mail-card";
import { useWorkspace, useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { t } from "@/lib/language/t";
import type { CampaignReport } from "@/lib/reports/views";
import { LedgerCard } from "./ledger-card";
import { LinkTable } from "./link-table";
import { ReportHeader } from "./report-header";
import { ReportTiles } from "./report-tiles";
import { SplitCards } from "./split-cards";
import { TimelineCard } from "./timeline-card";

const LIVE_MS = 2_000;

/** The report of a campaign; while it is being sent the numbers are asked for every two seconds. `children` do not move. */
export function ReportView({ initial, children }: { initial: CampaignReport; children: ReactNode }) {
  const api = useWorkspaceApi();
  const { slug } = useWorkspace();
  const { data: report, isError } = useQuery({
    queryKey: ["report", slug, initial.campaign.id],
    queryFn: ({ signal }) => api.get<CampaignReport>(`/reports/${initial.campaign.id}`, { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.live ? LIVE_MS : false),
  });
  return (
    <div className="grid gap-6">
      <ReportHeader report={report} />
      {isError ? (
        <Alert variant="warning" title={t("These numbers have stopped moving")}>
          {t("The server does not answer at the moment. What you see was true when it was last read; nothing is lost.")}
        </Alert>
      ) : null}
      {report.campaign.status === "paused" ? (
        <Alert variant="warning" title={t("This campaign is paused")}>
          {report.campaign.pauseReason ?? t("Nobody is mailed until it is resumed.")}
        </Alert>
      ) : null}
      <ReportTiles report={report} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-6">
          <LedgerCard report={report} />
          <TimelineCard report={report} />
        </div>
        <CampaignMailCard campaignId={report.campaign.id} version={report.campaign.launchedAt ?? ""} sent />
      </div>
      <SplitCards report={report} />
      <LinkTable report={report} />
      {children}
    </div>
  );
}
