"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { MailThumbnail } from "@/components/editor/mail-thumbnail";
import { MergeText } from "@/components/editor/merge-text";
import { RelativeTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { isUnderWay } from "@/lib/sending/campaign/status.shared";
import { CampaignActions } from "./campaign-actions";
import { StatusBadge } from "./status-badge";

/** Campaigns, one a row, each with the actions that its status allows. */
export function CampaignTable({ campaigns }: { campaigns: CampaignSummary[] }) {
  useRefreshWhile(campaigns.some((campaign) => isUnderWay(campaign.status)));
  return (
    <Table label="Campaigns" containerClassName="rounded-xl border">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Campaign</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="hidden text-end sm:table-cell">Sent</TableHead>
          <TableHead className="hidden text-end sm:table-cell">Opened</TableHead>
          <TableHead className="hidden text-end sm:table-cell">Clicked</TableHead>
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {campaigns.map((campaign) => (
          <CampaignRow key={campaign.id} campaign={campaign} />
        ))}
      </TableBody>
    </Table>
  );
}

const refreshMs = 4000;

/** Asks the server for the rows again and again while something is being sent. */
function useRefreshWhile(moving: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), refreshMs);
    return () => clearInterval(timer);
  }, [moving, router]);
}

function CampaignRow({ campaign }: { campaign: CampaignSummary }) {
  const { path } = useWorkspace();
  const format = useFormat();
  const { totals } = campaign;
  const share = (count: number) => (totals && totals.delivered > 0 ? count / totals.delivered : null);
  return (
    <TableRow>
      <TableCell className="max-w-40 sm:max-w-md">
        <div className="flex items-center gap-3">
          <MailThumbnail
            url={`/campaigns/${campaign.id}/rendered`}
            version={campaign.launchedAt ?? campaign.updatedAt}
            className="hidden w-9 shrink-0 rounded-sm border sm:block"
          />
          <div className="min-w-0">
            <Link
              href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}
              className="block truncate rounded-sm font-medium underline-offset-4 hover:underline"
            >
              {campaign.name}
            </Link>
            <span className="block truncate text-muted-foreground text-xs">
              {campaign.subject ? <MergeText text={campaign.subject} /> : "No subject yet"}
              {campaign.audienceNames.length > 0 ? ` · ${campaign.audienceNames.join(", ")}` : ""}
            </span>
            {totals && campaign.audienceCount !== null ? (
              <span className="mt-0.5 block whitespace-normal text-muted-foreground text-xs tabular-nums sm:hidden">
                {format.number(totals.sent)} sent · {format.percent(share(totals.openers))} opened ·{" "}
                {format.percent(share(totals.clickers))} clicked
              </span>
            ) : null}
          </div>
        </div>
      </TableCell>
      <TableCell>
        <div className="grid gap-1">
          <StatusBadge status={campaign.status} />
          <span className="whitespace-nowrap text-muted-foreground text-xs">
            <When campaign={campaign} />
          </span>
        </div>
      </TableCell>
      <TableCell className="hidden text-end tabular-nums sm:table-cell">
        {campaign.audienceCount === null ? "–" : format.number(totals?.sent ?? 0)}
        {campaign.audienceCount === null ? null : (
          <span className="block text-muted-foreground text-xs">of {format.number(campaign.audienceCount)}</span>
        )}
      </TableCell>
      <Rate count={totals?.openers} share={totals && share(totals.openers)} />
      <Rate count={totals?.clickers} share={totals && share(totals.clickers)} />
      <TableCell className="w-0 text-end">
        <CampaignActions campaign={campaign} />
      </TableCell>
    </TableRow>
  );
}

function Rate({ count, share }: { count: number | undefined; share: number | null | undefined }) {
  const format = useFormat();
  return (
    <TableCell className="hidden text-end tabular-nums sm:table-cell">
      {format.percent(share)}
      {count === undefined ? null : <span className="block text-muted-foreground text-xs">{format.number(count)}</span>}
    </TableCell>
  );
}

function When({ campaign }: { campaign: CampaignSummary }) {
  const format = useFormat();
  if (campaign.status === "scheduled" && campaign.scheduledAt) return format.dateTimeZone(campaign.scheduledAt);
  if (campaign.status === "draft") {
    return (
      <>
        Changed <RelativeTime value={campaign.updatedAt} />
      </>
    );
  }
  return <RelativeTime value={campaign.finishedAt ?? campaign.launchedAt ?? campaign.updatedAt} />;
}
