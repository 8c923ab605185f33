"use client";

import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { keyModes } from "@/lib/base/permissions.shared";
import { useForm } from "@/lib/client/use-form";
import { aboutApiKeyKinds, aboutKeyModes, apiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import type { ShownApiKey } from "@/lib/edges/api-keys/schema";
import { type KeyValues, keyToMake } from "./key-to-make";
import { ScopeFields } from "./scope-fields";

export interface DomainOption {
  /** Public id. */
  id: string;
  name: string;
}

const lives = [
  ["30", "In 30 days"],
  ["90", "In 90 days"],
  ["365", "In a year"],
  ["", "Never"],
] as const;

interface Props {
  domains: readonly DomainOption[];
  onDone: (shown: ShownApiKey) => void;
}

export function CreateKeyForm({ domains, onDone }: Props) {
  const api = useWorkspaceApi();
  const form = useForm<KeyValues, ShownApiKey>({
    initial: {
      ...{ name: "", kind: "standard", mode: "live", scopes: [] },
      ...{ allowedNetworks: "", domainId: "", expiresInDays: "365" },
    },
    send: (values) => api.post("/api-keys", keyToMake(values)),
    onDone: (shown) => onDone(shown),
  });
  const { values, errors, set } = form;
  const fixed = aboutApiKeyKinds[values.kind].scopes;
  return (
    <DialogForm form={form} title="Make an API key" description="For one program. You see it once." submit="Make key">
      <Field label="Name" error={errors.name} required>
        <Input
          name="name"
          autoComplete="off"
          placeholder="Shop, newsletter form"
          value={values.name}
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      <Choice
        label="Kind"
        options={apiKeyKinds}
        about={aboutApiKeyKinds}
        value={values.kind}
        onChange={(kind) => set("kind", kind)}
      />
      <Choice
        label="Mode"
        options={keyModes}
        about={aboutKeyModes}
        value={values.mode}
        onChange={(mode) => set("mode", mode)}
      />
      {fixed ? (
        <DomainField
          domains={domains}
          value={values.domainId}
          error={errors.domainId}
          onChange={(id) => set("domainId", id)}
        />
      ) : (
        <ScopeFields
          mode={values.mode}
          value={values.scopes}
          error={errors.scopes}
          onChange={(scopes) => set("scopes", scopes)}
        />
      )}
      <Field
        label="Addresses it may be used from"
        optional
        error={errors.allowedNetworks}
        help="One address or network a line, such as 203.0.113.7 or 2001:db8::/32. Empty: from anywhere."
      >
        <Textarea
          name="allowedNetworks"
          spellCheck={false}
          className="font-mono"
          value={values.allowedNetworks}
          onChange={(event) => set("allowedNetworks", event.target.value)}
        />
      </Field>
      <Field label="Ends" error={errors.expiresInDays}>
        <NativeSelect
          name="expiresInDays"
          value={values.expiresInDays}
          onChange={(event) => set("expiresInDays", event.target.value)}
        >
          {lives.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </DialogForm>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly T[];
  about: Readonly<Record<T, { label: string; description: string }>>;
  value: T;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, options, about, value, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <RadioGroup value={value} onValueChange={(next) => onChange(next as T)} className="sm:grid-cols-2">
        {options.map((option) => (
          <RadioCard key={option} value={option} {...about[option]} />
        ))}
      </RadioGroup>
    </Field>
  );
}

interface DomainFieldProps {
  domains: readonly DomainOption[];
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}

function DomainField({ domains, value, error, onChange }: DomainFieldProps) {
  return (
    <Field label="Sends from" error={error}>
      <NativeSelect name="domainId" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Every domain of this workspace</option>
        {domains.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
