"use client";

import { useRouter } from "next/navigation";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { ShownOnceDialog } from "@/components/ui/shown-once";
import { useForm } from "@/lib/client/use-form";
import type { ApiKeyView, ShownApiKey } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";
import { shownKey } from "./shown-key";

interface Props {
  apiKey: ApiKeyView;
  open: boolean;
  onClose: () => void;
}

/** Asks how long the old key goes on, and then shows the new one once. */
export function RotateKeyDialog({ apiKey, open, onClose }: Props) {
  const router = useRouter();
  return (
    <ShownOnceDialog<ShownApiKey>
      open={open}
      onOpenChange={(next) => next || onClose()}
      form={(onMade) => <RotateForm apiKey={apiKey} onDone={onMade} />}
      shown={shownKey}
      onSeen={() => router.refresh()}
    />
  );
}

const overlaps = () =>
  [
    ["0", t("Ends now")],
    ["1", t("Goes on for an hour")],
    ["24", t("Goes on for a day")],
    ["168", t("Goes on for a week")],
    ["720", t("Goes on for 30 days")],
  ] as const;

function RotateForm({ apiKey, onDone }: { apiKey: ApiKeyView; onDone: (shown: ShownApiKey) => void }) {
  const api = useWorkspaceApi();
  const form = useForm<{ overlapHours: string }, ShownApiKey>({
    initial: { overlapHours: "24" },
    send: ({ overlapHours }) => api.post(`/api-keys/${apiKey.id}/rotation`, { overlapHours: Number(overlapHours) }),
    onDone: (shown) => onDone(shown),
  });
  return (
    <DialogForm
      form={form}
      title={t("Rotate {name}", { name: apiKey.name })}
      description={t("You get a new key with the same rights. Give it to your program while the old one still works.")}
      submit={t("Rotate key")}
    >
      <Field
        label={t("The key {key}", { key: `${apiKey.prefix}…${apiKey.lastFour}` })}
        error={form.errors.overlapHours}
        help={apiKey.previous ? t("The key before it, which still works, ends now.") : undefined}
      >
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
