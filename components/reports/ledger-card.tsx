"use client";

import { CircleCheck, LoaderCircle } from "lucide-react";
import { Fragment } from "react";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { HelpTip } from "@/components/ui/help-tip";
import { Link } from "@/components/ui/link";
import { msg, t } from "@/lib/language/t";
import { PLACE_DEFINITIONS, reasonText } from "@/lib/reports/outcome-text.shared";
import type { RecipientOutcome } from "@/lib/reports/schema";
import type { CampaignReport } from "@/lib/reports/views";

/** As they stand after their number, and what asks for their meaning. */
const PLACES = [
  { place: "delivered", label: msg("delivered"), question: msg("What does delivered mean?") },
  { place: "bounced", label: msg("bounced"), question: msg("What does bounced mean?") },
  { place: "failed", label: msg("failed"), question: msg("What does failed mean?") },
  { place: "suppressed", label: msg("suppressed"), question: msg("What does suppressed mean?") },
  { place: "skipped", label: msg("skipped"), question: msg("What does skipped mean?") },
  { place: "unconfirmed", label: msg("unconfirmed"), question: msg("What does unconfirmed mean?") },
  { place: "pending", label: msg("pending"), question: msg("What does pending mean?") },
] as const;

/** The reconciliation line: everybody in the frozen audience is in exactly one place, and the places add up. */
export function LedgerCard({ report }: { report: CampaignReport }) {
  const { ledger, campaign } = report;
  const format = useFormat();
  const { path } = useWorkspace();
  const peopleHref = (outcome: RecipientOutcome) =>
    path("/campaigns/[campaignId]/report/recipients", { campaignId: campaign.id, outcome });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Where everybody is")}</CardTitle>
        <CardDescription>{t("Each person of the frozen audience stands in exactly one place.")}</CardDescription>
        <CardAction>
          <Balance balanced={ledger.balanced} />
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-2">
          <Term href={peopleHref("all")} value={format.number(ledger.audience)} label={t("in the audience")} />
          {PLACES.map(({ place, label, question }, index) => (
            <Fragment key={place}>
              <span aria-hidden className="text-muted-foreground">
                {index === 0 ? "=" : "+"}
              </span>
              <Term
                href={peopleHref(place)}
                value={format.number(ledger[place])}
                label={t(label)}
                question={t(question)}
                help={t(PLACE_DEFINITIONS[place])}
                empty={ledger[place] === 0}
              />
            </Fragment>
          ))}
        </p>
        {ledger.reasons.length > 0 ? (
          <ul className="grid gap-1 border-t pt-3 text-muted-foreground text-sm">
            {ledger.reasons.map((row) => (
              <li key={`${row.kind} ${row.reason}`}>
                <Link
                  href={path("/campaigns/[campaignId]/report/recipients", {
                    campaignId: campaign.id,
                    outcome: row.kind,
                    reason: row.reason,
                  })}
                  className="text-foreground tabular-nums underline decoration-border underline-offset-4 hover:decoration-foreground"
                >
                  {format.number(row.count)}
                </Link>{" "}
                {reasonText(row.reason)}
              </li>
            ))}
          </ul>
        ) : null}
      </CardContent>
    </Card>
  );
}

interface TermProps {
  href: string;
  value: string;
  label: string;
  help?: string;
  /** Names the button that shows `help`. */
  question?: string;
  empty?: boolean;
}

function Balance({ balanced }: { balanced: boolean }) {
  const Icon = balanced ? CircleCheck : LoaderCircle;
  return (
    <span className={`flex items-center gap-1.5 text-sm ${balanced ? "text-success" : "text-muted-foreground"}`}>
      <Icon aria-hidden className="size-4" />
      {balanced ? t("Adds up") : t("Still counting")}
    </span>
  );
}

function Term(term: TermProps) {
  return (
    <span className={`inline-flex items-baseline gap-1 ${term.empty ? "text-muted-foreground" : ""}`}>
      {term.empty ? (
        <span className="text-base tabular-nums">{term.value}</span>
      ) : (
        <Link href={term.href} className="font-semibold text-base tabular-nums underline-offset-4 hover:underline">
          {term.value}
        </Link>
      )}
      <span className="text-muted-foreground text-sm">{term.label}</span>
      {term.question ? <HelpTip label={term.question}>{term.help}</HelpTip> : null}
    </span>
  );
}
