"use client";

import { Ban } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { msg, t } from "@/lib/language/t";
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

const texts = {
  upload: { button: msg("Stop the upload"), title: msg("Stop this upload?") },
  import: { button: msg("Stop the import"), title: msg("Stop this import?") },
};

/** Stops a file on its way, or its import, when that was meant. */
export function StopImport({ importId, what, description, disabled = false, onStopped }: Props) {
  const { api } = useWorkspace();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" disabled={disabled}>
          <Ban aria-hidden />
          {t(texts[what].button)}
        </Button>
      }
      title={t(texts[what].title)}
      description={description}
      confirmLabel={t("Stop")}
      cancelLabel={t("Go on")}
      destructive
      onConfirm={async () => onStopped(await api.put<ImportView>(`/imports/${importId}/cancellation`))}
    />
  );
}
