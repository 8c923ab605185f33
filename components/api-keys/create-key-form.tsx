"use client";

import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { keyModes } from "@/lib/base/permissions.shared";
import { useForm } from "@/lib/client/use-form";
import { aboutApiKeyKinds, aboutKeyModes, apiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import type { ShownApiKey } from "@/lib/edges/api-keys/schema";
import { type Msg, t } from "@/lib/language/t";
import { type DomainOption, LimitFields, NameField } from "./key-fields";
import { type KeyValues, keyToMake, noKeyYet } from "./key-values";

interface Props {
  domains: readonly DomainOption[];
  onDone: (shown: ShownApiKey) => void;
}

export function CreateKeyForm({ domains, onDone }: Props) {
  const api = useWorkspaceApi();
  const form = useForm<KeyValues, ShownApiKey>({
    initial: noKeyYet,
    send: (values) => api.post("/api-keys", keyToMake(values)),
    onDone: (shown) => onDone(shown),
  });
  const { values, set } = form;
  return (
    <DialogForm
      form={form}
      title={t("Make an API key")}
      description={t("For one program. You see it once.")}
      submit={t("Make key")}
    >
      <NameField form={form} />
      <Choice
        label={t("Kind")}
        options={apiKeyKinds}
        about={aboutApiKeyKinds}
        value={values.kind}
        onChange={(kind) => set("kind", kind)}
      />
      <Choice
        label={t("Mode")}
        options={keyModes}
        about={aboutKeyModes}
        value={values.mode}
        onChange={(mode) => set("mode", mode)}
      />
      <LimitFields form={form} domains={domains} />
    </DialogForm>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly T[];
  about: Readonly<Record<T, { label: Msg; description: Msg }>>;
  value: T;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, options, about, value, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <RadioGroup value={value} onValueChange={(next) => onChange(next as T)} className="sm:grid-cols-2">
        {options.map((option) => (
          <RadioCard
            key={option}
            value={option}
            label={t(about[option].label)}
            description={t(about[option].description)}
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
