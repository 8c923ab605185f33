"use client";

import { Gauge } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { t } from "@/lib/language/t";
import { SpreadFields } from "./delivery-fields";

interface Props {
  campaignId: string;
  progress: CampaignProgress;
  onChanged: () => void;
}

/** Makes a running campaign faster or slower. */
export function SpreadDialog({ campaignId, progress, onChanged }: Props) {
  const { api } = useWorkspace();
  const [minutes, setMinutes] = useState(progress.spreadMinutes);
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Gauge aria-hidden />
          {t("Pace")}
        </Button>
      }
      title={t("How fast it leaves")}
      description={t("The window counts from the start of the send. It holds within a second.")}
      confirmLabel={t("Save")}
      onOpenChange={(open) => open && setMinutes(progress.spreadMinutes)}
      onConfirm={async () => {
        await api.put(`/campaigns/${campaignId}/delivery`, { spreadMinutes: minutes });
        onChanged();
      }}
    >
      <SpreadFields spreadMinutes={minutes} onSpread={setMinutes} />
    </ConfirmDialog>
  );
}
