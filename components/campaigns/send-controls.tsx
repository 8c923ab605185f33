"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleStop, Pause, Play } from "lucide-react";
import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { canDo } from "@/lib/sending/campaign/status.shared";
import { CancelDialog } from "./cancel-dialog";
import { SpreadDialog } from "./spread-dialog";

interface Props {
  campaign: { id: string; name: string };
  progress: CampaignProgress;
  onChanged: () => void;
}

/** Pause, resume, pace and cancel, as far as the status allows. After the brake its own panel has them. */
export function SendControls({ campaign, progress, onChanged }: Props) {
  const { api, can } = useWorkspace();
  const url = `/campaigns/${campaign.id}`;
  const undo = useUndo();
  const send = (action: "pause" | "resume") =>
    action === "pause" ? api.put(`${url}/pause`) : api.delete(`${url}/pause`);
  const change = useMutation({
    mutationFn: send,
    onSuccess: (_, action) => {
      const waiting = t("{count, plural, one {# person is still waiting.} other {# people are still waiting.}}", {
        count: progress.toSend - progress.done,
      });
      undo(
        action === "pause" ? t("Paused. {waiting}", { waiting }) : t("It goes on. {waiting}", { waiting }),
        async () => {
          await send(action === "pause" ? "resume" : "pause");
          onChanged();
        },
      );
      onChanged();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (!can("campaigns.send") || progress.brake) return null;
  const { status, localTime } = progress;
  return (
    <>
      {canDo(status, "pause") ? (
        <Button pending={change.isPending} onClick={() => change.mutate("pause")}>
          {change.isPending ? null : <Pause aria-hidden />}
          {t("Pause")}
        </Button>
      ) : null}
      {canDo(status, "resume") ? (
        <Button pending={change.isPending} onClick={() => change.mutate("resume")}>
          {change.isPending ? null : <Play aria-hidden />}
          {t("Resume")}
        </Button>
      ) : null}
      {(status === "sending" || status === "paused") && localTime === null ? (
        <SpreadDialog campaignId={campaign.id} progress={progress} onChanged={onChanged} />
      ) : null}
      {canDo(status, "cancel") ? (
        <CancelDialog campaign={campaign} progress={progress} onChanged={onChanged}>
          <Button variant="outline">
            <CircleStop aria-hidden />
            {t("Cancel")}
          </Button>
        </CancelDialog>
      ) : null}
    </>
  );
}
