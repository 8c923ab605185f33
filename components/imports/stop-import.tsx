"use client";

import { Ban } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { t } from "@/lib/language/t";
import type { ImportView } from "@/lib/people/imports/queries";

interface Props {
  importId: string;
  /** What is stopped. */
  what: "upload" | "import";
  /** What becomes of what is there. */
  description: string;
  disabled?: boolean;
  onStopped: (job: ImportView) => Promise<unknown> | unknown;
}

/** Stops a file on its way, or its import, when that was meant. */
export function StopImport({ importId, what, description, disabled = false, onStopped }: Props) {
  const { api } = useWorkspace();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" disabled={disabled}>
          <Ban aria-hidden />
          {t("Stop the {what}", { what })}
        </Button>
      }
      title={t("Stop this {what}?", { what })}
      description={description}
      confirmLabel={t("Stop")}
      cancelLabel={t("Go on")}
      destructive
      onConfirm={async () => onStopped(await api.put<ImportView>(`/imports/${importId}/cancellation`))}
    />
  );
}
