"use client";

import { useRouter } from "next/navigation";
import { useFormat, useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { useForm } from "@/lib/client/use-form";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";
import { type DomainOption, LimitFields, NameField } from "./key-fields";
import { KEEP, type KeyValues, keyToBe, valuesOfKey } from "./key-values";

interface Props {
  apiKey: ApiKeyView;
  domains: readonly DomainOption[];
  open: boolean;
  onClose: () => void;
}

/** Changes what a key is called and may do; the key itself stays. */
export function ChangeKeyDialog({ open, onClose, ...shown }: Props) {
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()}>
      <DialogContent>
        <ChangeKeyForm {...shown} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function ChangeKeyForm({ apiKey, domains, onDone }: Omit<Props, "open" | "onClose"> & { onDone: () => void }) {
  const api = useWorkspaceApi();
  const router = useRouter();
  const format = useFormat();
  const form = useForm<KeyValues, unknown>({
    initial: valuesOfKey(apiKey),
    send: (values) => api.patch(`/api-keys/${apiKey.id}`, keyToBe(values)),
    onDone: () => {
      router.refresh();
      onDone();
    },
  });
  const { expiresAt } = apiKey;
  return (
    <DialogForm
      form={form}
      title={t("Change {name}", { name: apiKey.name })}
      description={t("The key itself stays as it is; its next call is held to what you set here.")}
      submit={t("Save")}
    >
      <NameField form={form} />
      <LimitFields
        form={form}
        domains={domains}
        moreLives={[
          [KEEP, expiresAt ? t("As it is: {when}", { when: format.dateTime(expiresAt) }) : t("As it is: never")],
        ]}
      />
    </DialogForm>
  );
}
