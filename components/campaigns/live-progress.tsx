"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn, CirclePause } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { MergeText } from "@/components/editor/merge-text";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { t } from "@/lib/language/t";
import { isFinal, isUnderWay } from "@/lib/sending/campaign/status.shared";
import { BrakePanel } from "./brake-panel";
import { CampaignActions } from "./campaign-actions";
import { CampaignMailCard } from "./campaign-mail-card";
import { FailingAlert } from "./failing-alert";
import { ProgressHead } from "./progress-head";
import { ProviderTable } from "./provider-table";
import { ReconciliationLine } from "./reconciliation-line";
import { SendControls } from "./send-controls";
import { StatusBadge } from "./status-badge";
import { TransportFailures } from "./transport-failures";
import { useSendRate } from "./use-send-rate";

interface Props {
  campaign: CampaignSummary;
  initial: CampaignProgress;
}

/** A campaign under way, or over: how far it is, how fast, and where every recipient stands. */
export function LiveProgress({ campaign, initial }: Props) {
  const { api, path, slug } = useWorkspace();
  const router = useRouter();
  const query = useQuery({
    queryKey: ["campaign-progress", slug, campaign.id],
    queryFn: ({ signal }) => api.get<CampaignProgress>(`/campaigns/${campaign.id}/progress`, { signal }),
    initialData: initial,
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => state.data?.askAgainMs ?? false,
    staleTime: 0,
  });
  const progress = query.data;
  const perSecond = useSendRate(progress);
  const last = useRef(initial.status);
  useEffect(() => {
    if (last.current === progress.status) return;
    last.current = progress.status;
    router.refresh();
  }, [progress.status, router]);

  return (
    <>
      <PageHeader
        title={campaign.name}
        badge={<StatusBadge status={progress.status} />}
        description={<MergeText text={campaign.subject} />}
        back={{ href: path("/campaigns"), label: t("Campaigns") }}
        actions={
          <>
            <SendControls campaign={campaign} progress={progress} onChanged={() => void query.refetch()} />
            <Button variant={isFinal(progress.status) ? "default" : "outline"} asChild>
              <Link href={path("/campaigns/[campaignId]/report", { campaignId: campaign.id })}>
                <ChartColumn aria-hidden />
                {t("Report")}
              </Link>
            </Button>
            <CampaignActions campaign={{ ...campaign, status: progress.status }} />
          </>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-5">
          {query.error ? (
            <Alert variant="warning" title={t("These numbers are from a moment ago")}>
              <AlertDescription>
                {t("{message} Sending goes on; this page tries again.", { message: query.error.message })}
              </AlertDescription>
            </Alert>
          ) : null}
          {progress.brake ? (
            <BrakePanel
              campaign={campaign}
              progress={progress}
              finding={progress.brake}
              onChanged={() => void query.refetch()}
            />
          ) : progress.status === "paused" && progress.pauseReason ? (
            <Alert variant="warning" title={t("Paused by itself")}>
              <AlertDescription>{progress.pauseReason}</AlertDescription>
            </Alert>
          ) : null}
          <FailingAlert failing={progress.failing} />
          <TransportFailures failures={progress.failures} stuck={progress.stuck} />
          <Card>
            <CardContent>
              {progress.status === "paused" ? (
                <p className="mb-4 flex items-center gap-2 text-muted-foreground text-sm">
                  <CirclePause aria-hidden className="size-4" />
                  {t("Nothing leaves while it is paused. Everybody who is waiting keeps their place.")}
                </p>
              ) : null}
              <ProgressHead progress={progress} perSecond={perSecond} />
            </CardContent>
          </Card>
          {isUnderWay(progress.status) ? <ProviderTable providers={progress.providers} /> : null}
          <ReconciliationLine progress={progress} campaignId={campaign.id} />
          {progress.excludedDomains.length > 0 ? (
            <p className="text-muted-foreground text-sm">
              {t("Left out during the send: {domains}.", { domains: progress.excludedDomains.join(", ") })}
            </p>
          ) : null}
        </div>
        <CampaignMailCard campaignId={campaign.id} version={campaign.launchedAt ?? campaign.updatedAt} sent />
      </div>
    </>
  );
}
