"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { HelpTip } from "@/components/ui/help-tip";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ProviderProgress } from "@/lib/campaigns/progress/progress-view";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** How the mail goes with each mailbox provider: how far, how much is put off, and who asked for less. */
export function ProviderTable({ providers }: { providers: ProviderProgress[] }) {
  const format = useFormat();
  if (providers.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex items-center gap-1">
          {t("By mailbox provider")}
          <HelpTip>
            {t(
              "Deferred: the provider did not take the message yet and gets it again later. When one asks for less, it is sent to more slowly by itself, and faster again once it takes mail willingly.",
            )}
          </HelpTip>
        </CardTitle>
      </CardHeader>
      <CardContent>
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>{t("Provider")}</TableHead>
              <TableHead className="text-end">{t("Sent")}</TableHead>
              <TableHead className="hidden text-end sm:table-cell">{t("Deferred")}</TableHead>
              <TableHead className="hidden text-end sm:table-cell">{t("Deferral rate")}</TableHead>
              <TableHead className="hidden sm:table-cell">{t("State")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {providers.map((provider) => (
              <TableRow key={provider.id}>
                <TableCell className="min-w-28 font-medium">
                  {provider.label}
                  <Progress
                    value={provider.done}
                    max={Math.max(1, provider.total)}
                    aria-label={t("Sent to {label}", { label: provider.label })}
                    aria-valuetext={t("{done} of {total}", { done: provider.done, total: provider.total })}
                    className="mt-1.5 h-1 max-w-40"
                  />
                  {provider.state === "normal" ? null : (
                    <div className="mt-2 font-normal sm:hidden">
                      <ProviderState provider={provider} />
                    </div>
                  )}
                </TableCell>
                <TableCell className="whitespace-nowrap text-end tabular-nums">
                  {rich("{done}<of> of {total}</of>", {
                    done: format.number(provider.done),
                    total: format.number(provider.total),
                    of: (inner) => <span className="text-muted-foreground">{inner}</span>,
                  })}
                  {provider.deferred > 0 ? (
                    <span className="block text-muted-foreground text-xs sm:hidden">
                      {t("{count, plural, one {# deferred} other {# deferred}}", { count: provider.deferred })}
                    </span>
                  ) : null}
                </TableCell>
                <TableCell className="hidden text-end tabular-nums sm:table-cell">
                  {format.number(provider.deferred)}
                </TableCell>
                <TableCell className="hidden text-end tabular-nums sm:table-cell">
                  {format.percent(provider.deferralRate)}
                </TableCell>
                <TableCell className="hidden sm:table-cell">
                  <ProviderState provider={provider} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}

function ProviderState({ provider }: { provider: ProviderProgress }) {
  const format = useFormat();
  const { state, until, perSecond, reason } = provider;
  if (state === "normal") return <span className="text-muted-foreground text-sm">{t("Normal")}</span>;
  const text =
    state !== "suspended"
      ? slowText(perSecond ?? 0, format.number)
      : until
        ? t("Left alone until {time}", { time: format.time(until) })
        : t("Left alone until later");
  return (
    <div className="grid max-w-80 gap-1">
      <Badge variant={state === "suspended" ? "destructive" : "warning"}>{text}</Badge>
      {reason ? (
        <span className="line-clamp-2 break-words text-muted-foreground text-xs" title={reason}>
          {reason}
        </span>
      ) : null}
    </div>
  );
}

function slowText(perSecond: number, number: (value: number) => string): string {
  return perSecond >= 1
    ? t("Slowed to {count} a second", { count: number(Math.round(perSecond * 10) / 10) })
    : t("Slowed to {count} a minute", { count: number(Math.max(1, Math.round(perSecond * 60))) });
}
