"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { t } from "@/lib/language/t";
import { isNear, type LimitUse, limitLabels } from "@/lib/sending/transports/own-standing.shared";

/** The limits that an operator has set, and how much of each is used; nothing where there are none. */
export function LimitsCard({ limits }: { limits: readonly LimitUse[] }) {
  const format = useFormat();
  if (limits.length === 0) return null;
  return (
    <Card className="mt-6">
      <CardHeader>
        <CardTitle>{t("Limits")}</CardTitle>
        <CardDescription>
          {t("Set by the operator of this installation; ask them for more. Months are calendar months in UTC.")}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {limits.map((use) => (
          <div key={use.name} className="grid gap-1.5">
            <div className="flex items-baseline justify-between gap-4 text-sm">
              <span>{t(limitLabels[use.name])}</span>
              <span
                className={isNear(use) ? "font-medium text-warning tabular-nums" : "text-muted-foreground tabular-nums"}
              >
                {t("{used} of {limit}", { used: format.number(use.used), limit: format.number(use.limit) })}
              </span>
            </div>
            <Progress
              aria-label={t("{limit}: used", { limit: t(limitLabels[use.name]) })}
              value={Math.min(use.used, use.limit)}
              max={Math.max(use.limit, 1)}
              indicatorClassName={isNear(use) ? "bg-warning" : undefined}
            />
          </div>
        ))}
      </CardContent>
    </Card>
  );
}
