"use client";

import Link from "next/link";
import { RelativeTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CampaignSummary } from "@/lib/campaigns/views";
import { CampaignActions } from "./campaign-actions";
import { StatusBadge } from "./status-badge";

/** Campaigns, one a row, each with the actions that its status allows. */
export function CampaignTable({ campaigns }: { campaigns: CampaignSummary[] }) {
  return (
    <Table label="Campaigns" containerClassName="rounded-xl border">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Campaign</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="text-end">Recipients</TableHead>
          <TableHead className="text-end">Opened</TableHead>
          <TableHead className="text-end">Clicked</TableHead>
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

function CampaignRow({ campaign }: { campaign: CampaignSummary }) {
  const { path } = useWorkspace();
  const format = useFormat();
  const { totals } = campaign;
  const share = (count: number) => (totals && totals.delivered > 0 ? count / totals.delivered : null);
  return (
    <TableRow>
      <TableCell className="max-w-md">
        <Link
          href={path(`/campaigns/${campaign.id}`)}
          className="block min-w-40 truncate rounded-sm font-medium underline-offset-4 hover:underline"
        >
          {campaign.name}
        </Link>
        <span className="block truncate text-muted-foreground text-xs">
          {campaign.subject || "No subject yet"}
          {campaign.audienceNames.length > 0 ? ` · ${campaign.audienceNames.join(", ")}` : ""}
        </span>
      </TableCell>
      <TableCell>
        <div className="grid gap-1">
          <StatusBadge status={campaign.status} />
          <span className="whitespace-nowrap text-muted-foreground text-xs">
            <When campaign={campaign} />
          </span>
        </div>
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {campaign.audienceCount === null ? "–" : format.number(campaign.audienceCount)}
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
    <TableCell className="text-end tabular-nums">
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
