"use client";

import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";

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
  const people = `${format.number(waiting)} ${waiting === 1 ? "person who is" : "people who are"} still waiting`;
  return (
    <ConfirmDialog
      trigger={children}
      title={`Cancel “${campaign.name}”?`}
      description={
        waiting > 0 || adding
          ? `${adding ? "Everybody who is" : people}${adding ? " still waiting" : ""} will not receive it. ${
              done > 0 ? `${format.number(done)} have left and cannot be called back, and a` : "A"
            } cancelled campaign cannot be resumed.`
          : "A cancelled campaign cannot be resumed."
      }
      confirmLabel="Cancel campaign"
      cancelLabel="Keep it"
      destructive
      onConfirm={async () => {
        await api.put(`/campaigns/${campaign.id}/cancellation`);
        onChanged();
      }}
    />
  );
}
