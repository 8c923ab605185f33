"use client";

import { BarList } from "@/components/charts/bar-list";
import { useFormat } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CampaignBreakdown } from "@/lib/reports/views";

/** Results by mailbox provider, mail program and device. */
export function BreakdownCards({ breakdown }: { breakdown: CampaignBreakdown }) {
  const format = useFormat();
  const rows = (list: CampaignBreakdown["clients"]) => list.map((row) => ({ name: row.name, value: row.opens }));
  const ratio = (part: number, whole: number) => format.percent(whole > 0 ? part / whole : null);
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <Card className="lg:col-span-2">
        <CardHeader>
          <CardTitle>By mailbox provider</CardTitle>
          <CardDescription>A provider that stands out delivers differently: look at its bounces first.</CardDescription>
        </CardHeader>
        <CardContent>
          <Table label="Results by mailbox provider">
            <TableHeader>
              <TableRow>
                <TableHead>Provider</TableHead>
                <TableHead className="text-end">Sent</TableHead>
                <TableHead className="text-end">Delivered</TableHead>
                <TableHead className="text-end">Bounced</TableHead>
                <TableHead className="text-end">Opened</TableHead>
                <TableHead className="text-end">Clicked</TableHead>
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
          <CardTitle>Opened with</CardTitle>
          <CardDescription>Recipients by mail program, proxies named as such.</CardDescription>
        </CardHeader>
        <CardContent className="grid gap-5">
          {breakdown.clients.length === 0 ? (
            <p className="text-muted-foreground text-sm">Nobody has opened yet.</p>
          ) : (
            <>
              <BarList label="Recipients by mail program" rows={rows(breakdown.clients)} formatNumber={format.number} />
              <div className="grid gap-2">
                <h3 className="font-medium text-sm">Devices</h3>
                <BarList label="Recipients by device" rows={rows(breakdown.devices)} formatNumber={format.number} />
              </div>
            </>
          )}
        </CardContent>
      </Card>
    </div>
  );
}
