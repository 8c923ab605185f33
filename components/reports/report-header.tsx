"use client";

import { Download, Gauge } from "lucide-react";
import { ResendButton } from "@/components/campaigns/resend-button";
import { StatusBadge } from "@/components/campaigns/status-badge";
import { MergeText } from "@/components/editor/merge-text";
import { DownloadLink } from "@/components/security/download-link";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { routePath } from "@/lib/client/paths";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { CampaignReport } from "@/lib/reports/views";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";

const UNDER_WAY: ReadonlySet<string> = new Set(["preparing", "sending", "paused"]);

const at = (value: string) => () => <DateTime value={value} />;

/** Name, state and dates of the campaign, a second try with those who did not open it, and the CSV. */
export function ReportHeader({ report: { campaign, live } }: { report: CampaignReport }) {
  const { slug, path, can } = useWorkspace();
  const status = campaign.status as CampaignStatus;
  return (
    <PageHeader
      className="mb-0"
      back={{ href: path("/campaigns"), label: t("Campaigns") }}
      title={campaign.name}
      badge={
        <>
          <StatusBadge status={status} />
          {live ? (
            <Badge variant="outline">
              <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-success" />
              {t("Live", undefined, "numbers move while it is sent")}
            </Badge>
          ) : null}
        </>
      }
      description={
        <>
          <span className="text-foreground">
            <MergeText text={campaign.subject} />
          </span>
          {campaign.launchedAt ? (
            <>
              {" · "}
              {rich("launched <when></when>", { when: at(campaign.launchedAt) })}
            </>
          ) : null}
          {campaign.finishedAt ? (
            <>
              {" · "}
              {rich("finished <when></when>", { when: at(campaign.finishedAt) })}
            </>
          ) : null}
        </>
      }
      actions={
        <>
          {UNDER_WAY.has(status) ? (
            <Button variant="outline" asChild>
              <Link href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}>
                <Gauge aria-hidden />
                {t("Progress")}
              </Link>
            </Button>
          ) : null}
          <ResendButton campaign={{ ...campaign, status }} />
          {can("reports.export") ? (
            <Button variant="outline" asChild>
              <DownloadLink
                href={routePath("/api/app/workspaces/[slug]/reports/[campaignId]/export", {
                  slug,
                  campaignId: campaign.id,
                  what: "summary",
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
  );
}
