"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { aboutApiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import { t } from "@/lib/language/t";
import type { KeyValues } from "./key-values";
import { ScopeFields } from "./scope-fields";

export interface DomainOption {
  /** Public id. */
  id: string;
  name: string;
}

/** What of a form of keys its fields need. */
export interface KeyForm {
  values: KeyValues;
  errors: Partial<Record<keyof KeyValues, string>>;
  set: <Name extends keyof KeyValues & string>(name: Name, value: KeyValues[Name]) => void;
}

export function NameField({ form: { values, errors, set } }: { form: KeyForm }) {
  return (
    <Field label={t("Name")} error={errors.name} required>
      <Input
        name="name"
        autoComplete="off"
        placeholder={t("Shop, newsletter form")}
        value={values.name}
        onChange={(event) => set("name", event.target.value)}
      />
    </Field>
  );
}

const lives = () =>
  [
    ["30", t("In 30 days")],
    ["90", t("In 90 days")],
    ["365", t("In a year")],
    ["", t("Never", undefined, "when a key ends")],
  ] as const;

interface LimitFieldsProps {
  form: KeyForm;
  domains: readonly DomainOption[];
  /** Ends that may be chosen besides: value and label. */
  moreLives?: readonly (readonly [string, string])[];
}

/** What a key may do, from where, until when. */
export function LimitFields({ form, domains, moreLives = [] }: LimitFieldsProps) {
  const { values, errors, set } = form;
  const { scopes, ofDomain } = aboutApiKeyKinds[values.kind];
  return (
    <>
      {ofDomain && <DomainField form={form} domains={domains} />}
      {scopes === null && (
        <ScopeFields
          mode={values.mode}
          value={values.scopes}
          error={errors.scopes}
          onChange={(scopes) => set("scopes", scopes)}
        />
      )}
      <Field
        label={t("Addresses it may be used from")}
        optional
        error={errors.allowedNetworks}
        help={t("One address or network a line, such as 203.0.113.7 or 2001:db8::/32. Empty: from anywhere.")}
      >
        <Textarea
          name="allowedNetworks"
          spellCheck={false}
          dir="ltr"
          className="font-mono"
          value={values.allowedNetworks}
          onChange={(event) => set("allowedNetworks", event.target.value)}
        />
      </Field>
      <Field label={t("Ends", undefined, "when a key ends")} error={errors.expiresInDays}>
        <NativeSelect
          name="expiresInDays"
          value={values.expiresInDays}
          onChange={(event) => set("expiresInDays", event.target.value)}
          choices={[...moreLives, ...lives()]}
        />
      </Field>
    </>
  );
}

function DomainField({ form: { values, errors, set }, domains }: LimitFieldsProps) {
  return (
    <Field label={t("Sends from")} error={errors.domainId}>
      <NativeSelect name="domainId" value={values.domainId} onChange={(event) => set("domainId", event.target.value)}>
        <option value="">{t("Every domain of this workspace")}</option>
        {domains.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
