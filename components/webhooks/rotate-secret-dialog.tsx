"use client";

import { useRouter } from "next/navigation";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { ShownOnceDialog } from "@/components/ui/shown-once";
import { useForm } from "@/lib/client/use-form";
import type { ShownWebhook, WebhookView } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { shownSecret } from "./shown-secret";

interface Props {
  webhook: WebhookView;
  open: boolean;
  onClose: () => void;
}

/** Asks how long the former secret signs on, and then shows the new one once. */
export function RotateSecretDialog({ webhook, open, onClose }: Props) {
  const router = useRouter();
  return (
    <ShownOnceDialog<ShownWebhook>
      open={open}
      onOpenChange={(next) => next || onClose()}
      form={(onMade) => <RotateForm webhook={webhook} onDone={onMade} />}
      shown={shownSecret}
      onSeen={() => router.refresh()}
    />
  );
}

const overlaps = () =>
  [
    ["0", t("Not at all: it ends now")],
    ["1", t("For an hour")],
    ["24", t("For a day")],
    ["168", t("For a week")],
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
      title={t("New secret for {name}", { name: webhook.name })}
      description={t("Calls carry two signatures for a while, so that your program can change over in between.")}
      submit={t("Make a new secret")}
    >
      <Field label={t("The former secret signs too")} error={form.errors.overlapHours}>
        <NativeSelect
          name="overlapHours"
          value={form.values.overlapHours}
          onChange={(event) => form.set("overlapHours", event.target.value)}
          choices={overlaps()}
        />
      </Field>
    </DialogForm>
  );
}
