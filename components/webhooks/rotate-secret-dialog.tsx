"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { useForm } from "@/lib/client/use-form";
import type { ShownWebhook, WebhookView } from "@/lib/edges/webhooks/schema";
import { ShownSecret } from "./shown-secret";

interface Props {
  webhook: WebhookView;
  open: boolean;
  onClose: () => void;
}

/** Asks how long the former secret signs on, and then shows the new one once. */
export function RotateSecretDialog({ webhook, open, onClose }: Props) {
  const router = useRouter();
  const [shown, setShown] = useState<ShownWebhook | null>(null);
  function change(next: boolean) {
    if (next) return;
    if (shown) router.refresh();
    setShown(null);
    onClose();
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => shown && event.preventDefault()}>
        {shown ? <ShownSecret shown={shown} /> : <RotateForm webhook={webhook} onDone={setShown} />}
      </DialogContent>
    </Dialog>
  );
}

const overlaps = [
  ["0", "Not at all: it ends now"],
  ["1", "For an hour"],
  ["24", "For a day"],
  ["168", "For a week"],
] as const;

function RotateForm({ webhook, onDone }: { webhook: WebhookView; onDone: (shown: ShownWebhook) => void }) {
  const api = useWorkspaceApi();
  const form = useForm<{ overlapHours: string }, ShownWebhook>({
    initial: { overlapHours: "24" },
    send: ({ overlapHours }) => api.put(`/webhooks/${webhook.id}/secret`, { overlapHours: Number(overlapHours) }),
    onDone: (shown) => onDone(shown),
  });
  return (
    <DialogForm
      form={form}
      title={`New secret for ${webhook.name}`}
      description="Calls carry two signatures for a while, so that your program can change over in between."
      submit="Make a new secret"
    >
      <Field label="The former secret signs too" error={form.errors.overlapHours}>
        <NativeSelect
          name="overlapHours"
          value={form.values.overlapHours}
          onChange={(event) => form.set("overlapHours", event.target.value)}
        >
          {overlaps.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </DialogForm>
  );
}
