"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";
import { t } from "@/lib/language/t";

interface Props {
  workspace: Pick<InstallationWorkspaceItem, "id" | "name">;
  onClose: () => void;
  onDone: (text: string) => void;
}

/** Asks why a workspace is suspended; its people read the answer. */
export function SuspendDialog({ workspace: { id, name }, onClose, onDone }: Props) {
  const { api } = useWorkspace();
  const [reason, setReason] = useState("");
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      destructive
      title={t("Suspend {name}?", { name })}
      description={t(
        "Nothing of it is sent and nothing imported from now on; what is being sent is paused. Its people see why. Unsubscribing, preferences, clicks and answers go on. You can lift it at any time.",
      )}
      confirmLabel={t("Suspend workspace")}
      onConfirm={async () => {
        await api.put(`/installation/workspaces/${id}/suspension`, { reason });
        onDone(t("{name} is suspended", { name }));
      }}
    >
      <Field label={t("Reason")} help={t("The people of the workspace read it.")} required>
        <Textarea
          rows={3}
          maxLength={300}
          value={reason}
          placeholder={t("Many recipients complained about the campaign of Monday")}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
