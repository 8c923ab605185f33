"use client";

import { CircleStop, OctagonAlert, Play } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { type Msg, msg, t } from "@/lib/language/t";
import { type BrakeKind, brakeText } from "@/lib/sending/brake/brake.shared";
import type { BrakeFinding } from "@/lib/sending/brake/brake-schema";
import { CancelDialog } from "./cancel-dialog";

const advice: Record<BrakeKind, Msg> = {
  hard: msg(
    "Many dead addresses at once mean an old or bought list, and mailbox providers judge all of your mail by it. Look at where these contacts come from before you go on.",
  ),
  complaint: msg(
    "Providers stop delivering mail of senders that people mark as spam. Look at whether these people expect this mail before you go on.",
  ),
  block: msg(
    "Sending on makes a block last longer. It is often over after some hours, or when the content or the sending domain is put right.",
  ),
};
const outcome: Record<BrakeKind, string> = { hard: "bounced_hard", complaint: "complained", block: "bounced_block" };
const cameBack: Record<BrakeKind, Msg> = {
  hard: msg("{count} bounced"),
  complaint: msg("{count} complained"),
  block: msg("{count} blocked"),
};
const cameBackOf: Record<BrakeKind, Msg> = {
  hard: msg("{count} of {of} bounced"),
  complaint: msg("{count} of {of} complained"),
  block: msg("{count} of {of} blocked"),
};

interface Props {
  campaign: { id: string; name: string };
  progress: CampaignProgress;
  finding: BrakeFinding;
  onChanged: () => void;
}

/** Why a campaign paused itself, and the three ways on: resume, leave a domain out, or cancel. */
export function BrakePanel({ campaign, progress, finding, onChanged }: Props) {
  const { api, can, path } = useWorkspace();
  const url = `/campaigns/${campaign.id}`;
  const waiting = t("{count, plural, one {# person is still waiting.} other {# people are still waiting.}}", {
    count: progress.toSend - progress.done,
  });
  const domains = finding.topDomains.filter(({ domain }) => !progress.excludedDomains.includes(domain));
  return (
    <Card className="border-destructive/40">
      <CardContent className="grid gap-4">
        <div role="alert" className="flex items-start gap-3">
          <OctagonAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-destructive" />
          <div className="grid gap-1">
            <h2 className="font-semibold text-base">{t("This campaign paused itself")}</h2>
            <p className="text-sm">{brakeText(finding)}</p>
            <p className="text-muted-foreground text-sm">
              {t(advice[finding.kind])} {waiting}{" "}
              <Link
                href={path("/campaigns/[campaignId]/report/recipients", {
                  campaignId: campaign.id,
                  outcome: outcome[finding.kind],
                })}
                className="text-foreground underline underline-offset-4"
              >
                {t("See who")}
              </Link>
            </p>
          </div>
        </div>
        {domains.length > 0 ? (
          <DomainList
            finding={{ ...finding, topDomains: domains }}
            waitingAt={progress.waitingAt}
            onExclude={
              can("campaigns.send")
                ? async (domain) => {
                    await api.post(`${url}/excluded-domains`, { domain, resume: true });
                    onChanged();
                  }
                : null
            }
          />
        ) : null}
        {can("campaigns.send") ? (
          <div className="flex flex-wrap gap-2">
            <ConfirmDialog
              trigger={
                <Button>
                  <Play aria-hidden />
                  {t("Resume")}
                </Button>
              }
              title={t("Go on sending?")}
              description={t(
                "{waiting} What came back until now no longer counts; it pauses again when the limit is passed anew.",
                { waiting },
              )}
              confirmLabel={t("Resume campaign")}
              onConfirm={async () => {
                await api.delete(`${url}/pause`);
                onChanged();
              }}
            />
            <CancelDialog campaign={campaign} progress={progress} onChanged={onChanged}>
              <Button variant="outline">
                <CircleStop aria-hidden />
                {t("Cancel campaign")}
              </Button>
            </CancelDialog>
          </div>
        ) : null}
      </CardContent>
    </Card>
  );
}

interface DomainListProps {
  finding: BrakeFinding;
  waitingAt: CampaignProgress["waitingAt"];
  /** Null where it is not for this person to do. */
  onExclude: ((domain: string) => Promise<void>) | null;
}

function DomainList({ finding, waitingAt, onExclude }: DomainListProps) {
  const { format } = useWorkspace();
  const came = (count: number, of: number) =>
    t((of > 0 ? cameBackOf : cameBack)[finding.kind], { count: format.number(count), of: format.number(of) });
  const waiting = (domain: string) =>
    t("{count, plural, one {# person waiting} other {# people waiting}}", { count: waitingAt[domain] ?? 0 });
  return (
    <div className="grid gap-2">
      <h3 className="font-medium text-sm">{t("Where they come from")}</h3>
      <ul className="divide-y rounded-lg border">
        {finding.topDomains.map(({ domain, count, of }) => (
          <li key={domain} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2 text-sm">
            <span className="min-w-0">
              <span dir="ltr" className="block truncate text-start font-medium">
                {domain}
              </span>
              <span className="text-muted-foreground tabular-nums">
                {came(count, of)}, {waiting(domain)}
              </span>
            </span>
            {onExclude ? (
              <ConfirmDialog
                trigger={
                  <Button variant="outline" size="sm">
                    {t("Leave out and resume")}
                  </Button>
                }
                title={t("Go on without {domain}?", { domain })}
                description={t(
                  "{count, plural, one {# person still waiting at {domain} will not receive this campaign; all others get their mail.} other {# people still waiting at {domain} will not receive this campaign; all others get their mail.}} Contacts and lists stay as they are.",
                  { count: waitingAt[domain] ?? 0, domain },
                )}
                confirmLabel={t("Leave out and resume")}
                onConfirm={() => onExclude(domain)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
