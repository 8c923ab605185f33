"use client";

import type { ReactNode } from "react";
import { PasswordInput } from "@/components/account/password-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormState } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import type { TransportValues } from "./transport-values";

export interface TransportFieldsProps {
  form: FormState<TransportValues>;
  /** A secret is saved already: leaving its field empty keeps it. */
  saved: boolean;
}

type TextName = Exclude<keyof TransportValues & string, "kind" | "isDefault">;

interface TextFieldProps {
  form: FormState<TransportValues>;
  name: TextName;
  label: string;
  help?: ReactNode;
  placeholder?: string;
  required?: boolean;
  optional?: boolean;
  inputMode?: "numeric";
}

/** One line of text of the form. */
export function TextField({ form, name, label, help, placeholder, required, optional, inputMode }: TextFieldProps) {
  return (
    <Field label={label} error={form.errors[name]} help={help} required={required} optional={optional}>
      <Input
        name={name}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={name === "name"}
        dir={name === "name" ? undefined : "ltr"}
        inputMode={inputMode}
        placeholder={placeholder}
        value={String(form.values[name])}
        onChange={(event) => form.set(name, event.target.value)}
      />
    </Field>
  );
}

/** A secret: never shown again once it is saved. */
export function SecretField({ form, name, label, saved, help, required }: TextFieldProps & { saved: boolean }) {
  return (
    <Field
      label={label}
      error={form.errors[name]}
      help={saved ? t("Leave empty to keep the saved one.") : help}
      required={required && !saved}
    >
      <PasswordInput
        name={name}
        autoComplete="new-password"
        placeholder={saved ? t("Saved") : undefined}
        value={String(form.values[name])}
        onChange={(event) => form.set(name, event.target.value)}
      />
    </Field>
  );
}
