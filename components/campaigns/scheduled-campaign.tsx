"use client";

import { useMutation } from "@tanstack/react-query";
import { CalendarClock, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { MergeText } from "@/components/editor/merge-text";
import { RelativeTime } from "@/components/shell/date-time";
import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { toast } from "@/components/ui/toaster";
import { deliveryText } from "@/lib/campaigns/draft/delivery-text.shared";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { launchesAt } from "@/lib/campaigns/freeze/local-time.shared";
import type { FailingStep } from "@/lib/campaigns/progress/progress-view";
import { errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { AudienceEstimate } from "@/lib/people/audiences/audience.shared";
import { CampaignActions } from "./campaign-actions";
import { CampaignMailCard } from "./campaign-mail-card";
import { FailingAlert } from "./failing-alert";
import { recipientsText, sendNowQuestion } from "./recipients-text";
import { RescheduleDialog } from "./reschedule-dialog";
import { StatusBadge } from "./status-badge";

interface Props {
  campaign: CampaignSummary & { scheduledAt: string };
  estimate: AudienceEstimate;
  failing: FailingStep | null;
}

/** A campaign that waits for its time: when, to how many, and the way back. */
export function ScheduledCampaign({ campaign, estimate, failing }: Props) {
  const { api, can, format, path, timeZone } = useWorkspace();
  const router = useRouter();
  const url = `/campaigns/${campaign.id}`;
  const { localTime, spreadMinutes } = campaign;
  const startsAt = launchesAt({ scheduledAt: new Date(campaign.scheduledAt), localTime }, timeZone).toISOString();
  const starts = () => <RelativeTime value={startsAt} />;
  const how = deliveryText({ localTime: false, spreadMinutes });
  useRefreshAt(startsAt);
  const undo = useUndo();
  const unschedule = useMutation({
    mutationFn: () => api.delete(`${url}/schedule`),
    onSuccess: () => {
      undo(t("“{name}” is a draft again", { name: campaign.name }), () =>
        api.put(`${url}/schedule`, { at: campaign.scheduledAt }),
      );
      router.refresh();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <>
      <PageHeader
        title={campaign.name}
        badge={<StatusBadge status={campaign.status} />}
        description={<MergeText text={campaign.subject} />}
        back={{ href: path("/campaigns"), label: t("Campaigns") }}
        actions={
          can("campaigns.send") ? (
            <>
              <RescheduleDialog campaign={campaign} />
              <Button variant="outline" pending={unschedule.isPending} onClick={() => unschedule.mutate()}>
                {unschedule.isPending ? null : <Undo2 aria-hidden />}
                {t("Take off the schedule")}
              </Button>
              <ConfirmDialog
                trigger={<Button>{t("Send now")}</Button>}
                title={sendNowQuestion(estimate.willReceive, estimate.isAbout)}
                description={t("It does not wait for its time. What has left cannot be called back.")}
                confirmLabel={t("Send campaign")}
                onConfirm={async () => {
                  await api.put(`${url}/launch`);
                  router.refresh();
                }}
              />
              <CampaignActions campaign={campaign} />
            </>
          ) : undefined
        }
      />
      <div className="mb-5 empty:hidden">
        <FailingAlert failing={failing} />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <Card>
          <CardContent className="flex items-start gap-4">
            <CalendarClock aria-hidden className="mt-1 size-5 text-info" />
            <div className="grid gap-1">
              <p className="font-semibold text-lg tabular-nums">
                {localTime
                  ? t("{time}, each recipient's local time", { time: format.dateTime(campaign.scheduledAt) })
                  : format.dateTimeZone(campaign.scheduledAt)}
              </p>
              <p className="text-muted-foreground text-sm">
                {localTime ? rich("The first time zone gets there <when></when>", { when: starts }) : starts()} ·{" "}
                {timeZone}
                {how ? ` · ${how}` : null}
              </p>
              <p className="text-muted-foreground text-sm">
                {t(
                  "As of now {count} of {total, plural, one {# person} other {# people}} would receive it; they are counted again at that time.",
                  { count: recipientsText(format, estimate.willReceive, estimate.isAbout), total: estimate.total },
                )}
              </p>
              <p className="text-muted-foreground text-sm">{campaign.audienceNames.join(", ")}</p>
            </div>
          </CardContent>
        </Card>
        <CampaignMailCard campaignId={campaign.id} version={campaign.updatedAt} sent={false} />
      </div>
    </>
  );
}

const askEveryMs = 3000;
/** Browsers cannot wait longer than 24.8 days in one go. */
const longestWaitMs = 2 ** 31 - 1;

/** Looks for the start of the send from the set time on. */
function useRefreshAt(scheduledAt: string): void {
  const router = useRouter();
  useEffect(() => {
    let every: ReturnType<typeof setInterval> | undefined;
    const wait = Math.min(longestWaitMs, Math.max(0, Date.parse(scheduledAt) - Date.now()));
    const once = setTimeout(() => {
      every = setInterval(() => router.refresh(), askEveryMs);
    }, wait);
    return () => {
      clearTimeout(once);
      clearInterval(every);
    };
  }, [scheduledAt, router]);
}
