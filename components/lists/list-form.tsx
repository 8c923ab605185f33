"use client";

import { CheckboxField } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/language/t";

export interface ListValues {
  name: string;
  description: string;
  isPublic: boolean;
  doubleOptIn: boolean;
}

interface Props {
  values: ListValues;
  onChange: (values: ListValues) => void;
  errors: Readonly<Record<string, string>>;
}

/** The fields of a list, for a new one and for its settings. */
export function ListFields({ values, onChange, errors }: Props) {
  const set = (changes: Partial<ListValues>) => onChange({ ...values, ...changes });
  return (
    <>
      <Field label={t("Name")} error={errors.name} help={t("Recipients see it on their preference page.")} required>
        <Input value={values.name} maxLength={120} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t("Description")} error={errors.description} help={t("What people get, and how often.")} optional>
        <Textarea
          rows={2}
          maxLength={500}
          value={values.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      <CheckboxField
        label={t("Show on the preference page")}
        description={t("People can join and leave it there by themselves.")}
        checked={values.isPublic}
        onCheckedChange={(on) => set({ isPublic: on === true })}
      />
      <CheckboxField
        label={t("Double opt-in")}
        description={t("Who signs up on a form confirms by a link in a mail before the first campaign.")}
        checked={values.doubleOptIn}
        onCheckedChange={(on) => set({ doubleOptIn: on === true })}
      />
    </>
  );
}
