"use client";

import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { t } from "@/lib/language/t";

interface Props {
  campaign: { id: string; name: string };
  progress: CampaignProgress;
  onChanged: () => void;
  /** The button that opens it. */
  children: ReactNode;
}

/** Asks before a campaign is ended for good, with the number of those who will not get it. */
export function CancelDialog({ campaign, progress, onChanged, children }: Props) {
  const { api, format } = useWorkspace();
  const { done, adding } = progress;
  const waiting = Math.max(0, progress.toSend - done);
  const people = t("{waiting} {waiting2} still waiting", {
    waiting: format.number(waiting),
    waiting2: waiting === 1 ? t("person who is") : t("people who are"),
  });
  return (
    <ConfirmDialog
      trigger={children}
      title={t("Cancel “{name}”?", { name: campaign.name })}
      description={
        waiting > 0 || adding
          ? t("{adding}{adding2} will not receive it. {done} cancelled campaign cannot be resumed.", {
              adding: adding ? t("Everybody who is") : people,
              adding2: adding ? t(" still waiting") : "",
              done:
                done > 0 ? t("{done} have left and cannot be called back, and a", { done: format.number(done) }) : "A",
            })
          : t("A cancelled campaign cannot be resumed.")
      }
      confirmLabel={t("Cancel campaign")}
      cancelLabel={t("Keep it")}
      destructive
      onConfirm={async () => {
        await api.put(`/campaigns/${campaign.id}/cancellation`);
        onChanged();
      }}
    />
  );
}
