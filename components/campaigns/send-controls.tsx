"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleStop, Pause, Play } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { CampaignProgress } from "@/lib/campaigns/progress";
import { canDo } from "@/lib/campaigns/status";
import { errorMessage } from "@/lib/client/api";

interface Props {
  campaign: { id: string; name: string };
  progress: CampaignProgress;
  onChanged: () => void;
}

/** Pause, resume and cancel, as far as the status allows. */
export function SendControls({ campaign, progress, onChanged }: Props) {
  const { api, can, format } = useWorkspace();
  const url = `/campaigns/${campaign.id}`;
  const change = useMutation({
    mutationFn: (action: "pause" | "resume") =>
      action === "pause" ? api.put(`${url}/pause`) : api.delete(`${url}/pause`),
    onSuccess: onChanged,
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (!can("campaigns.send")) return null;
  const { status, ledger } = progress;
  return (
    <>
      {canDo(status, "pause") ? (
        <Button pending={change.isPending} onClick={() => change.mutate("pause")}>
          {change.isPending ? null : <Pause aria-hidden />}
          Pause
        </Button>
      ) : null}
      {canDo(status, "resume") ? (
        <Button pending={change.isPending} onClick={() => change.mutate("resume")}>
          {change.isPending ? null : <Play aria-hidden />}
          Resume
        </Button>
      ) : null}
      {canDo(status, "cancel") ? (
        <ConfirmDialog
          trigger={
            <Button variant="outline">
              <CircleStop aria-hidden />
              Cancel
            </Button>
          }
          title={`Cancel “${campaign.name}”?`}
          description={
            ledger.pending > 0
              ? `${format.number(ledger.pending)} people who are still waiting will not receive it. What has left cannot be called back, and a cancelled campaign cannot be resumed.`
              : "A cancelled campaign cannot be resumed."
          }
          confirmLabel="Cancel campaign"
          cancelLabel="Keep it"
          destructive
          onConfirm={async () => {
            await api.put(`${url}/cancellation`);
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}
