"use client";

import { MailThumbnail } from "@/components/editor/mail-thumbnail";
import { MergeText } from "@/components/editor/merge-text";
import { RelativeTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Link } from "@/components/ui/link";
import { TableCell, TableRow } from "@/components/ui/table";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import { CampaignActions } from "./campaign-actions";
import { StatusBadge } from "./status-badge";

interface Props {
  campaign: CampaignSummary;
  ticked: boolean;
  /** Null where nothing can be done with what is ticked. */
  onTick: ((on: boolean) => void) | null;
}

/** A campaign in the list: what it is, where it stands, and how many people are behind each number. */
export function CampaignRow({ campaign, ticked, onTick }: Props) {
  const { totals } = campaign;
  return (
    <TableRow data-state={ticked ? "selected" : undefined}>
      {onTick ? (
        <TableCell className="w-0 pe-0">
          <Checkbox
            aria-label={t("Select {name}", { name: campaign.name })}
            checked={ticked}
            onCheckedChange={(on) => onTick(on === true)}
          />
        </TableCell>
      ) : null}
      <TableCell className="w-full max-w-0">
        <div className="flex items-center gap-3">
          <MailThumbnail
            url={`/campaigns/${campaign.id}/rendered`}
            version={campaign.launchedAt ?? campaign.updatedAt}
            className="hidden w-9 shrink-0 rounded-sm border sm:block"
          />
          <Title campaign={campaign} />
        </div>
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <Standing campaign={campaign} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-end tabular-nums sm:table-cell">
        <Sent campaign={campaign} />
      </TableCell>
      <Rate campaign={campaign} count={totals?.openers} outcome="opened" />
      <Rate campaign={campaign} count={totals?.clickers} outcome="clicked" />
      <TableCell className="w-0 ps-0 text-end">
        <CampaignActions campaign={campaign} />
      </TableCell>
    </TableRow>
  );
}

function Title({ campaign }: { campaign: CampaignSummary }) {
  const { path } = useWorkspace();
  return (
    <div className="min-w-0 flex-1">
      <Link
        href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}
        className="block truncate rounded-sm font-medium underline-offset-4 hover:underline"
      >
        {campaign.name}
      </Link>
      <span className="block truncate text-muted-foreground text-xs">
        {campaign.subject ? <MergeText text={campaign.subject} /> : t("No subject yet")}
        {campaign.audienceNames.length > 0 ? ` · ${campaign.audienceNames.join(", ")}` : ""}
      </span>
      {campaign.labels.length > 0 ? (
        <ul aria-label={t("Labels")} className="mt-1 flex flex-wrap gap-1">
          {campaign.labels.map((label) => (
            <li key={label} className="max-w-full">
              <Badge variant="outline" asChild className="max-w-full font-normal hover:bg-accent">
                <Link href={path("/campaigns", { label })}>
                  <span className="truncate">{label}</span>
                </Link>
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <PhoneLines campaign={campaign} />
    </div>
  );
}

/** What the columns say that a phone has no room for. */
function PhoneLines({ campaign }: { campaign: CampaignSummary }) {
  const format = useFormat();
  const { totals } = campaign;
  return (
    <div className="mt-1.5 grid gap-1 sm:hidden">
      <Standing campaign={campaign} />
      {totals && campaign.audienceCount !== null ? (
        <span className="text-muted-foreground text-xs tabular-nums">
          {t("{sent} sent · {opened} opened · {clicked} clicked", {
            sent: format.number(totals.sent),
            opened: format.percent(shareOf(campaign, totals.openers)),
            clicked: format.percent(shareOf(campaign, totals.clickers)),
          })}
        </span>
      ) : null}
    </div>
  );
}

function Standing({ campaign }: { campaign: CampaignSummary }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 sm:grid">
      <StatusBadge status={campaign.status} />
      <span className="text-muted-foreground text-xs sm:whitespace-nowrap">
        <When campaign={campaign} />
      </span>
    </div>
  );
}

function Sent({ campaign }: { campaign: CampaignSummary }) {
  const format = useFormat();
  const { audienceCount, totals } = campaign;
  if (audienceCount === null) return "–";
  return (
    <>
      <People campaign={campaign} outcome="sent">
        {format.number(totals?.sent ?? 0)}
      </People>
      <span className="block text-muted-foreground text-xs">
        {t("of {total}", { total: format.number(audienceCount) })}
      </span>
    </>
  );
}

interface RateProps {
  campaign: CampaignSummary;
  count: number | undefined;
  outcome: "opened" | "clicked";
}

function Rate({ campaign, count, outcome }: RateProps) {
  const format = useFormat();
  return (
    <TableCell className="hidden text-end tabular-nums sm:table-cell">
      {format.percent(count === undefined ? null : shareOf(campaign, count))}
      {count === undefined ? null : (
        <span className="block text-muted-foreground text-xs">
          <People campaign={campaign} outcome={outcome}>
            {format.number(count)}
          </People>
        </span>
      )}
    </TableCell>
  );
}

interface PeopleProps {
  campaign: CampaignSummary;
  outcome: "sent" | "opened" | "clicked";
  children: string;
}

const peopleOf: Record<PeopleProps["outcome"], Msg> = {
  sent: msg("sent: {campaign}"),
  opened: msg("opened: {campaign}"),
  clicked: msg("clicked: {campaign}"),
};

/** A number that leads to the people behind it. */
function People({ campaign, outcome, children }: PeopleProps) {
  const { path, can } = useWorkspace();
  if (!can("reports.read")) return children;
  return (
    <Link
      href={path("/campaigns/[campaignId]/report/recipients", { campaignId: campaign.id, outcome })}
      className="rounded-sm underline-offset-4 hover:underline"
    >
      {children}
      <span className="sr-only"> {t(peopleOf[outcome], { campaign: campaign.name })}</span>
    </Link>
  );
}

function shareOf({ totals }: CampaignSummary, count: number): number | null {
  return totals && totals.delivered > 0 ? count / totals.delivered : null;
}

function When({ campaign }: { campaign: CampaignSummary }) {
  const format = useFormat();
  if (campaign.status === "scheduled" && campaign.scheduledAt) return format.dateTimeZone(campaign.scheduledAt);
  if (campaign.status === "draft") {
    return rich("Changed <when></when>", { when: () => <RelativeTime value={campaign.updatedAt} /> });
  }
  return <RelativeTime value={campaign.finishedAt ?? campaign.launchedAt ?? campaign.updatedAt} />;
}
