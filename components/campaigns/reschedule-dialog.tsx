"use client";

import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import { SpreadFields, TimeFields } from "./delivery-fields";

interface Props {
  campaign: CampaignSummary & { scheduledAt: string };
}

/** Another time, another pace: what can be changed of a scheduled campaign without taking it off the schedule. */
export function RescheduleDialog({ campaign }: Props) {
  const { api, timeZone } = useWorkspace();
  const router = useRouter();
  const stored = {
    sendAt: dateToWallTime(new Date(campaign.scheduledAt), timeZone),
    localTime: campaign.localTime,
    spreadMinutes: campaign.spreadMinutes,
  };
  const [wanted, setWanted] = useState(stored);
  const { sendAt, localTime, spreadMinutes } = wanted;

  async function save() {
    const at = wallTimeToDate(sendAt, timeZone);
    if (!at) throw new Error(t("Choose a date and a time."));
    await api.put(`/campaigns/${campaign.id}/schedule`, { at: at.toISOString(), localTime, spreadMinutes });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <CalendarClock aria-hidden />
          {t("Change time")}
        </Button>
      }
      title={t("Change when it is sent")}
      description={t("It is checked again before it is put on the schedule.")}
      confirmLabel={t("Save")}
      onOpenChange={(open) => open && setWanted(stored)}
      onConfirm={save}
    >
      <div className="grid gap-6">
        <TimeFields
          sendAt={sendAt}
          onSendAt={(value) => setWanted({ ...wanted, sendAt: value })}
          localTime={localTime}
          onLocalTime={(value) =>
            setWanted({ ...wanted, localTime: value, spreadMinutes: value ? null : spreadMinutes })
          }
        />
        <SpreadFields
          spreadMinutes={spreadMinutes}
          onSpread={(value) => setWanted({ ...wanted, spreadMinutes: value })}
          notNow={
            localTime ? t("A send at each recipient's local time is spread by their time zones already.") : undefined
          }
        />
      </div>
    </ConfirmDialog>
  );
}
