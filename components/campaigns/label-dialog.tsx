"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { NamePicker, type NamePickerProps } from "@/components/ui/name-picker";
import { t } from "@/lib/language/t";

interface Props {
  title: string;
  description: string;
  confirmLabel: string;
  /** Those it has now. */
  initial?: readonly string[];
  single?: boolean;
  onClose: () => void;
  onConfirm: (labels: string[]) => Promise<unknown>;
}

/** Chooses labels, of one campaign or for several. */
export function LabelDialog({ initial = [], single, onClose, onConfirm, ...texts }: Props) {
  const [labels, setLabels] = useState([...initial]);
  return (
    <ConfirmDialog open onOpenChange={(open) => open || onClose()} {...texts} onConfirm={() => onConfirm(labels)}>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium text-sm">{single ? t("Label") : t("Labels")}</legend>
        <LabelPicker single={single ?? false} value={labels} onChange={setLabels} />
      </fieldset>
    </ConfirmDialog>
  );
}

function LabelPicker(props: NamePickerProps) {
  const { api, slug } = useWorkspace();
  const load = async (signal: AbortSignal) =>
    (await api.get<{ labels: string[] }>("/campaigns/labels", { signal })).labels;
  return <NamePicker noun="label" maxLength={40} known={{ queryKey: ["campaign-labels", slug], load }} {...props} />;
}
