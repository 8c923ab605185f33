"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { HelpTip } from "@/components/ui/help-tip";
import { Link } from "@/components/ui/link";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import { reasonText } from "@/lib/reports/outcome-text.shared";

const places = [
  {
    key: "delivered",
    label: msg("Delivered"),
    part: msg("{count, plural, one {# delivered} other {# delivered}}"),
    tone: "bg-success",
  },
  {
    key: "bounced",
    label: msg("Bounced"),
    part: msg("{count, plural, one {# bounced} other {# bounced}}"),
    tone: "bg-destructive",
  },
  {
    key: "failed",
    label: msg("Failed"),
    part: msg("{count, plural, one {# failed} other {# failed}}"),
    tone: "bg-destructive",
  },
  {
    key: "unconfirmed",
    label: msg("Unconfirmed"),
    part: msg("{count, plural, one {# unconfirmed} other {# unconfirmed}}"),
    tone: "bg-warning",
  },
  {
    key: "suppressed",
    label: msg("Suppressed"),
    part: msg("{count, plural, one {# suppressed} other {# suppressed}}"),
    tone: "bg-muted-foreground",
  },
  {
    key: "skipped",
    label: msg("Skipped"),
    part: msg("{count, plural, one {# skipped} other {# skipped}}"),
    tone: "bg-muted-foreground",
  },
  {
    key: "pending",
    label: msg("Waiting"),
    part: msg("{count, plural, one {# waiting} other {# waiting}}"),
    tone: "bg-info",
  },
] as const;

const sumOf = (adding: boolean, balanced: boolean): Msg =>
  adding
    ? msg("{parts} = <total></total> in the audience so far")
    : balanced
      ? msg("{parts} = <total></total> in the audience")
      : msg("{parts} = <total></total> in the audience (still being counted)");

interface Props {
  progress: CampaignProgress;
  campaignId: string;
}

/** From this age on it is said that the count is not of this moment. */
const oldMs = 3000;

/** Where every recipient of the audience stands; the parts add up to the whole. */
export function ReconciliationLine({ progress, campaignId }: Props) {
  const { ledger, deferred, adding } = progress;
  const ageMs = Date.parse(progress.countedAt) - Date.parse(progress.ledgerAt);
  const { format, path } = useWorkspace();
  const shown = places.filter(({ key }) => ledger[key] > 0 || key === "delivered" || key === "pending");
  const sum = rich(sumOf(adding, ledger.balanced), {
    parts: shown.map(({ key, part }) => t(part, { count: ledger[key] })).join(" + "),
    total: () => <strong className="text-foreground">{format.number(ledger.audience)}</strong>,
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex items-center gap-1">
          {t("Where everybody stands")}
          <HelpTip>
            {t(
              "Counted from one row a recipient. Everybody in the audience is in exactly one of these, so they add up.",
            )}
          </HelpTip>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-3 lg:grid-cols-7">
          {shown.map(({ key, label, tone }) => (
            <div key={key}>
              <dt className="flex items-center gap-2 text-muted-foreground text-sm">
                <span aria-hidden className={`size-2 rounded-full ${tone}`} />
                {t(label)}
              </dt>
              <dd>
                <Link
                  href={path("/campaigns/[campaignId]/report/recipients", { campaignId, outcome: key })}
                  className="rounded-sm font-semibold text-xl tabular-nums underline-offset-4 hover:underline"
                >
                  {format.number(ledger[key])}
                </Link>
                {key === "pending" && deferred > 0 ? (
                  <span className="block text-muted-foreground text-xs tabular-nums">
                    {t(
                      "{count, plural, one {# put off by the receiver, tried again} other {# put off by the receiver, tried again}}",
                      { count: deferred },
                    )}
                  </span>
                ) : null}
              </dd>
            </div>
          ))}
        </dl>
        {ledger.reasons.length > 0 ? (
          <ul className="grid gap-1 text-muted-foreground text-sm">
            {ledger.reasons.map(({ kind, reason, count }) => (
              <li key={kind + reason}>
                <span className="font-medium text-foreground tabular-nums">{format.number(count)}</span>{" "}
                {reasonText(reason)}
              </li>
            ))}
          </ul>
        ) : null}
        <p className="text-muted-foreground text-sm tabular-nums">
          {ageMs > oldMs
            ? rich("<sum></sum>, as of {seconds, plural, one {# second} other {# seconds}} ago", {
                sum: () => sum,
                seconds: Math.round(ageMs / 1000),
              })
            : sum}
        </p>
      </CardContent>
    </Card>
  );
}
