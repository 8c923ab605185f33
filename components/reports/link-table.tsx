"use client";

import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { CampaignReport, ReportLink } from "@/lib/reports/views";

/** Links of the mail with the people who followed them. */
export function LinkTable({ report }: { report: CampaignReport }) {
  const format = useFormat();
  const { path } = useWorkspace();
  const links = [...report.links].sort((a, b) => b.humanClickers - a.humanClickers);
  const clicks = links.reduce((sum, link) => sum + link.humanClicks, 0);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Links")}</CardTitle>
        <CardDescription>{t("Clicks by people. Bots are in a column of their own.")}</CardDescription>
      </CardHeader>
      <CardContent>
        {links.length === 0 ? (
          <p className="py-6 text-center text-muted-foreground text-sm">{t("This campaign has no tracked links.")}</p>
        ) : (
          <Table label={t("Links")}>
            <TableHeader>
              <TableRow>
                <TableHead>{t("Link")}</TableHead>
                <TableHead className="text-end">{t("People")}</TableHead>
                <TableHead className="text-end">{t("Clicks")}</TableHead>
                <TableHead className="text-end">{t("Share")}</TableHead>
                <TableHead className="text-end">{t("Bot clicks")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {links.map((link) => (
                <TableRow key={link.id}>
                  <TableCell className="max-w-36 sm:max-w-sm">
                    <LinkName link={link} />
                  </TableCell>
                  <TableCell className="text-end tabular-nums">
                    <Link
                      href={path("/campaigns/[campaignId]/report/recipients", {
                        campaignId: report.campaign.id,
                        outcome: "clicked",
                        link: link.id,
                      })}
                      className="underline-offset-4 hover:underline"
                    >
                      {format.number(link.humanClickers)}
                    </Link>
                  </TableCell>
                  <TableCell className="text-end tabular-nums">{format.number(link.humanClicks)}</TableCell>
                  <TableCell className="text-end tabular-nums">
                    {format.percent(clicks > 0 ? link.humanClicks / clicks : null)}
                  </TableCell>
                  <TableCell className="text-end text-muted-foreground tabular-nums">
                    {format.number(link.botClicks)}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </CardContent>
    </Card>
  );
}

function LinkName({ link }: { link: ReportLink }) {
  return (
    <>
      {link.label ? <span className="block truncate font-medium">{link.label}</span> : null}
      <span dir="ltr" className="block truncate text-start text-muted-foreground" title={link.url}>
        {link.url}
      </span>
    </>
  );
}
