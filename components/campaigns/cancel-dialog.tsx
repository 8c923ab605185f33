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
  const { api } = useWorkspace();
  const { done, adding } = progress;
  const waiting = Math.max(0, progress.toSend - done);
  const left = adding
    ? t("Everybody who is still waiting will not receive it.")
    : t(
        "{count, plural, one {# person who is still waiting will not receive it.} other {# people who are still waiting will not receive it.}}",
        { count: waiting },
      );
  const final =
    done > 0
      ? t(
          "{count, plural, one {# has left and cannot be called back, and a cancelled campaign cannot be resumed.} other {# have left and cannot be called back, and a cancelled campaign cannot be resumed.}}",
          { count: done },
        )
      : t("A cancelled campaign cannot be resumed.");
  return (
    <ConfirmDialog
      trigger={children}
      title={t("Cancel “{name}”?", { name: campaign.name })}
      description={waiting > 0 || adding ? `${left} ${final}` : t("A cancelled campaign cannot be resumed.")}
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
