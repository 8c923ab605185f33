"use client";

import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon, TriangleAlert } from "lucide-react";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { type Msg, msg, t } from "@/lib/language/t";
import { HEALTH_LABELS, type HealthCheck, type HealthLevel, worstLevel } from "@/lib/reports/health.shared";

const STYLES: Record<HealthLevel, { variant: "success" | "warning" | "destructive" | "outline"; icon: LucideIcon }> = {
  healthy: { variant: "success", icon: CircleCheck },
  improve: { variant: "warning", icon: TriangleAlert },
  attention: { variant: "destructive", icon: CircleAlert },
  unknown: { variant: "outline", icon: CircleDashed },
};

const ADVICE: Record<HealthCheck["key"], Msg> = {
  bounce: msg("Remove addresses that no longer exist and mail people who signed up recently."),
  complaint: msg("Mail only people who asked for it, and make unsubscribing easy to find."),
  unsubscribe: msg("Mail less often or let people choose topics."),
};

/** The three rates that decide whether mail arrives, against what mailbox providers tolerate. */
export function HealthCard({ health, days }: { health: readonly HealthCheck[]; days: number }) {
  const format = useFormat();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Deliverability")}</CardTitle>
        <CardDescription>
          {t("{days, plural, one {Rates of this day.} other {Rates of these # days.}}", { days })}
        </CardDescription>
        <CardAction>
          <Level level={worstLevel(health)} />
        </CardAction>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-4">
          {health.map((check) => (
            <li key={check.key} className="grid gap-1.5 text-sm">
              <div className="flex items-baseline justify-between gap-3">
                <span>{t(check.label)}</span>
                <span className="font-semibold text-base tabular-nums">{format.percent(check.rate)}</span>
              </div>
              <div className="flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
                <Level level={check.level} />
                {t("Healthy is below {limit}.", { limit: format.setPercent(check.healthyBelow) })}
              </div>
              {check.level === "improve" || check.level === "attention" ? (
                <p className="text-muted-foreground text-xs">{t(ADVICE[check.key])}</p>
              ) : null}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function Level({ level }: { level: HealthLevel }) {
  const { variant, icon: Icon } = STYLES[level];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {t(HEALTH_LABELS[level])}
    </Badge>
  );
}
