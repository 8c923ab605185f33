"use client";

import { MergeText } from "@/components/editor/merge-text";
import { useFormat } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import type { AudienceEstimate, AudienceOption } from "@/lib/people/audiences/audience.shared";
import type { SenderView } from "@/lib/sending/transports/queries";
import { FactLine } from "./fact-line";
import { recipientsText } from "./recipients-text";
import { whenText } from "./when-text";

interface Props {
  draft: CampaignDraft;
  options: AudienceOption[];
  sender: SenderView | undefined;
  at: Date | null;
  estimate: AudienceEstimate | undefined;
}

function trackingText({ trackOpens, trackClicks }: CampaignDraft): string {
  if (trackOpens) return trackClicks ? t("Opens and clicks") : t("Opens");
  return trackClicks ? t("Clicks") : t("Nothing");
}

/** What will be sent, to whom, from whom and when. */
export function ReviewSummary({ draft, options, sender, at, estimate }: Props) {
  const format = useFormat();
  const { include, exclude } = draft.audience;
  const names = (ids: string[]) => options.filter((option) => ids.includes(option.id)).map((option) => option.name);
  const to = names([...include.lists, ...include.segments, ...include.tags]);
  const not = names([...exclude.lists, ...exclude.segments]);

  return (
    <Card>
      <CardHeader>
        <CardTitle>{draft.subject ? <MergeText text={draft.subject} /> : t("No subject yet")}</CardTitle>
        {draft.previewText ? <p className="break-words text-muted-foreground text-sm">{draft.previewText}</p> : null}
      </CardHeader>
      <CardContent>
        <dl className="grid gap-3 text-sm">
          <FactLine term={t("From")}>{sender ? `${sender.name} <${sender.email}>` : t("Nobody chosen")}</FactLine>
          <FactLine term={t("To")}>{to.length > 0 ? to.join(", ") : t("Nobody chosen")}</FactLine>
          {not.length > 0 ? <FactLine term={t("Not to")}>{not.join(", ")}</FactLine> : null}
          {estimate === undefined ? null : (
            <FactLine term={t("Recipients")}>{recipientsText(format, estimate.willReceive, estimate.isAbout)}</FactLine>
          )}
          <FactLine term={t("When")}>{whenText(draft, at, format)}</FactLine>
          <FactLine term={t("Tracking")}>{trackingText(draft)}</FactLine>
        </dl>
      </CardContent>
    </Card>
  );
}
