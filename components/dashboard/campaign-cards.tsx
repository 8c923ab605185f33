"use client";

import { DateTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { Dashboard } from "@/lib/reports/views";

const SHOWN = 6;

/** Campaigns of the period with their human numbers; each leads to its report. */
export function RecentCampaigns({ campaigns }: { campaigns: Dashboard["campaigns"] }) {
  const format = useFormat();
  const { path } = useWorkspace();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Recent campaigns")}</CardTitle>
        <CardAction>
          <Link href={path("/campaigns")} className="text-muted-foreground text-sm underline-offset-4 hover:underline">
            {t("All campaigns")}
          </Link>
        </CardAction>
      </CardHeader>
      <CardContent>
        {campaigns.length === 0 ? (
          <p className="py-6 text-center text-muted-foreground text-sm">
            {t("No campaign was launched in this period.")}
          </p>
        ) : (
          <Table label={t("Recent campaigns")}>
            <TableHeader>
              <TableRow>
                <TableHead>{t("Campaign")}</TableHead>
                <TableHead className="text-end">{t("Sent")}</TableHead>
                <TableHead className="text-end">{t("Opened")}</TableHead>
                <TableHead className="text-end">{t("Clicked")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {campaigns.slice(0, SHOWN).map((campaign) => (
                <TableRow key={campaign.id}>
                  <TableCell className="max-w-56">
                    <Link
                      href={path("/campaigns/[campaignId]/report", { campaignId: campaign.id })}
                      className="block truncate font-medium underline-offset-4 hover:underline"
                    >
                      {campaign.name}
                    </Link>
                    <span className="text-muted-foreground text-xs">
                      <DateTime value={campaign.launchedAt} />
                    </span>
                  </TableCell>
                  <People campaign={campaign} outcome="sent">
                    {format.number(campaign.sent)}
                  </People>
                  <People campaign={campaign} outcome="opened">
                    {format.percent(campaign.openRate)}
                  </People>
                  <People campaign={campaign} outcome="clicked">
                    {format.percent(campaign.clickRate)}
                  </People>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </CardContent>
    </Card>
  );
}

interface PeopleProps {
  campaign: Dashboard["campaigns"][number];
  outcome: "sent" | "opened" | "clicked";
  children: string;
}

/** A number that leads to the people behind it. */
function People({ campaign, outcome, children }: PeopleProps) {
  const { path } = useWorkspace();
  return (
    <TableCell className="text-end tabular-nums">
      <Link
        href={path("/campaigns/[campaignId]/report/recipients", { campaignId: campaign.id, outcome })}
        aria-label={`${children}, ${campaign.name}`}
        className="rounded-sm underline-offset-4 hover:underline"
      >
        {children}
      </Link>
    </TableCell>
  );
}

/** What will be sent in the next seven days. */
export function UpcomingCampaigns({ upcoming }: { upcoming: Dashboard["upcoming"] }) {
  const { path } = useWorkspace();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Next 7 days")}</CardTitle>
      </CardHeader>
      <CardContent>
        {upcoming.length === 0 ? (
          <p className="text-muted-foreground text-sm">{t("Nothing is scheduled.")}</p>
        ) : (
          <ul className="grid gap-3 text-sm">
            {upcoming.map((campaign) => (
              <li key={campaign.id} className="flex items-baseline justify-between gap-3">
                <Link
                  href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}
                  className="min-w-0 truncate font-medium underline-offset-4 hover:underline"
                >
                  {campaign.name}
                </Link>
                <span className="text-muted-foreground">
                  <DateTime value={campaign.scheduledAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
