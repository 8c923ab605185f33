"use client";

import { BarList } from "@/components/charts/bar-list";
import { useFormat } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, maybeMsg, msg, t } from "@/lib/language/t";
import type { CampaignBreakdown } from "@/lib/reports/views";

const devices: Record<string, Msg> = ownTable({
  Desktop: msg("Desktop"),
  Phone: msg("Phone"),
  Tablet: msg("Tablet"),
  Unknown: msg("Unknown"),
});
const deviceName = (name: string) => t(devices[name] ?? maybeMsg(name));

/** Programs have names, but for those that hide behind a proxy and those that nobody knows. */
function clientName(name: string): string {
  const [, program, kind] = /^(.+) \((privacy )?proxy\)$/.exec(name) ?? [];
  if (program) return kind ? t("{program} (privacy proxy)", { program }) : t("{program} (proxy)", { program });
  return name === "Other" ? t("Other") : name;
}

/** Results by mailbox provider, mail program and device. */
export function BreakdownCards({ breakdown }: { breakdown: CampaignBreakdown }) {
  const format = useFormat();
  const rows = (list: CampaignBreakdown["clients"], nameOf: (name: string) => string) =>
    list.map((row) => ({ name: nameOf(row.name), value: row.opens }));
  const ratio = (part: number, whole: number) => format.percent(whole > 0 ? part / whole : null);
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <Card className="lg:col-span-2">
        <CardHeader>
          <CardTitle>{t("By mailbox provider")}</CardTitle>
          <CardDescription>
            {t("A provider that stands out delivers differently: look at its bounces first.")}
          </CardDescription>
        </CardHeader>
        <CardContent>
          <Table label={t("Results by mailbox provider")}>
            <TableHeader>
              <TableRow>
                <TableHead>{t("Provider")}</TableHead>
                <TableHead className="text-end">{t("Sent")}</TableHead>
                <TableHead className="text-end">{t("Delivered")}</TableHead>
                <TableHead className="text-end">{t("Bounced")}</TableHead>
                <TableHead className="text-end">{t("Opened")}</TableHead>
                <TableHead className="text-end">{t("Clicked")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {breakdown.providers.map((row) => (
                <TableRow key={row.name}>
                  <TableCell className="max-w-48 truncate font-medium">{row.name}</TableCell>
                  <TableCell className="text-end tabular-nums">{format.number(row.sent)}</TableCell>
                  <TableCell className="text-end tabular-nums">{ratio(row.delivered, row.sent)}</TableCell>
                  <TableCell className="text-end tabular-nums">{ratio(row.bounced, row.sent)}</TableCell>
                  <TableCell className="text-end tabular-nums">{ratio(row.openers, row.delivered)}</TableCell>
                  <TableCell className="text-end tabular-nums">{ratio(row.clickers, row.delivered)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("Opened with")}</CardTitle>
          <CardDescription>{t("Recipients by mail program, proxies named as such.")}</CardDescription>
        </CardHeader>
        <CardContent className="grid gap-5">
          {breakdown.clients.length === 0 ? (
            <p className="text-muted-foreground text-sm">{t("Nobody has opened yet.")}</p>
          ) : (
            <>
              <BarList
                label={t("Recipients by mail program")}
                rows={rows(breakdown.clients, clientName)}
                formatNumber={format.number}
              />
              <div className="grid gap-2">
                <h3 className="font-medium text-sm">{t("Devices")}</h3>
                <BarList
                  label={t("Recipients by device")}
                  rows={rows(breakdown.devices, deviceName)}
                  formatNumber={format.number}
                />
              </div>
            </>
          )}
        </CardContent>
      </Card>
    </div>
  );
}
