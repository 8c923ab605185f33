"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { HelpTip } from "@/components/ui/help-tip";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import { type ExclusionReason, exclusionReasons } from "@/lib/events/ledger/exclusion-reasons.shared";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { AudienceEstimate } from "@/lib/people/audiences/audience.shared";
import { recipientsText } from "./recipients-text";

interface Props {
  chosen: boolean;
  estimate: AudienceEstimate | undefined;
  counting: boolean;
  problem: string | undefined;
}

/** How many will receive it, of how many, and why the others will not. */
export function AudienceEstimateCard({ chosen, estimate, counting, problem }: Props) {
  return (
    <Card aria-live="polite" aria-busy={counting} className="lg:sticky lg:top-6">
      <CardHeader>
        <CardTitle className="flex items-center gap-1">
          {t("Will receive it")}
          <HelpTip>
            {t(
              "Counted now from subscriptions, suppressions and exclusions. The audience is counted again, and fixed, at the moment you send.",
            )}
          </HelpTip>
        </CardTitle>
      </CardHeader>
      <CardContent>
        <FormError message={problem} />
        {!chosen ? (
          <p className="text-muted-foreground text-sm">{t("Choose a list, segment or tag to see the number.")}</p>
        ) : null}
        {chosen && !estimate && !problem ? <Skeleton className="h-20 w-full" /> : null}
        {chosen && estimate ? <Numbers estimate={estimate} /> : null}
      </CardContent>
    </Card>
  );
}

function Numbers({ estimate }: { estimate: AudienceEstimate }) {
  const format = useFormat();
  const reasons = (Object.keys(exclusionReasons) as ExclusionReason[]).flatMap((reason) => {
    const count = estimate.excludedByReason[reason];
    return count ? [{ reason, count }] : [];
  });
  return (
    <div className="grid gap-3">
      <p className="text-muted-foreground text-sm">
        {rich("<receive></receive> of {total, plural, one {# person} other {# people}}", {
          receive: () => (
            <strong className="block font-semibold text-3xl text-foreground tabular-nums tracking-tight">
              {recipientsText(format, estimate.willReceive, estimate.isAbout)}
            </strong>
          ),
          total: estimate.total,
        })}
      </p>
      {estimate.isAbout ? (
        <p className="text-muted-foreground text-sm">
          {t(
            "Of so many people a sample is counted, so these numbers are about right. When you send, everybody is counted.",
          )}
        </p>
      ) : null}
      <Progress
        value={estimate.willReceive}
        max={Math.max(1, estimate.total)}
        aria-label={t("Share of the audience that will receive it")}
      />
      {reasons.length > 0 ? (
        <ul className="grid gap-1.5 text-sm">
          {reasons.map(({ reason, count }) => (
            <li key={reason} className="flex gap-2 text-muted-foreground">
              <span className="min-w-10 text-end font-medium text-foreground tabular-nums">{format.number(count)}</span>
              {t(exclusionReasons[reason])}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted-foreground text-sm">{t("Nobody is left out.")}</p>
      )}
    </div>
  );
}
