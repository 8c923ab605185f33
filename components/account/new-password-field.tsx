"use client";

import { Field } from "@/components/ui/field";
import { t } from "@/lib/language/t";
import { PasswordInput } from "./password-input";

interface NewPasswordFieldProps {
  name: string;
  label?: string;
  value: string;
  error?: string;
  onChange: (value: string) => void;
}

/** Where a new password is chosen; length is the only rule worth stating. Give it another `key` to empty it. */
export function NewPasswordField({ name, label = t("Password"), value, error, onChange }: NewPasswordFieldProps) {
  return (
    <Field label={label} error={error} help={t("At least 12 characters. A few words in a row work well.")} required>
      <PasswordInput
        name={name}
        autoComplete="new-password"
        minLength={12}
        defaultValue={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
