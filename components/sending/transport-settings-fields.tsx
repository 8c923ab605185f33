"use client";

import type { ReactNode } from "react";
import { PasswordInput } from "@/components/account/password-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { FormState } from "@/lib/client/use-form";
import { type TransportValues, usualPort } from "./transport-form";

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
        inputMode={inputMode}
        placeholder={placeholder}
        value={String(form.values[name])}
        onChange={(event) => form.set(name, event.target.value)}
      />
    </Field>
  );
}

/** A secret: never shown again once it is saved. */
function SecretField({ form, name, label, saved, help, required }: TextFieldProps & { saved: boolean }) {
  return (
    <Field
      label={label}
      error={form.errors[name]}
      help={saved ? "Leave empty to keep the saved one." : help}
      required={required && !saved}
    >
      <PasswordInput
        name={name}
        autoComplete="new-password"
        placeholder={saved ? "Saved" : undefined}
        value={String(form.values[name])}
        onChange={(event) => form.set(name, event.target.value)}
      />
    </Field>
  );
}

/** What each kind of transport has to know. */
export function TransportSettingsFields({ form, saved }: TransportFieldsProps) {
  if (form.values.kind === "resend") {
    return (
      <SecretField
        form={form}
        saved={saved}
        name="apiKey"
        label="API key"
        help="Begins with re_. A key that may only send is enough."
        required
      />
    );
  }
  return form.values.kind === "ses" ? (
    <SesFields form={form} saved={saved} />
  ) : (
    <SmtpFields form={form} saved={saved} />
  );
}

function SmtpFields({ form, saved }: TransportFieldsProps) {
  const setSecurity = (next: string) => {
    if (form.values.port === usualPort[form.values.security]) form.set("port", usualPort[next] ?? form.values.port);
    form.set("security", next);
  };
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_6rem]">
        <TextField form={form} name="host" label="Server" placeholder="smtp.example.com" required />
        <TextField form={form} name="port" label="Port" inputMode="numeric" required />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="Encryption" error={form.errors.security}>
          <NativeSelect
            name="security"
            value={form.values.security}
            onChange={(event) => setSecurity(event.target.value)}
          >
            <option value="starttls">STARTTLS</option>
            <option value="tls">TLS from the start</option>
            <option value="none">None</option>
          </NativeSelect>
        </Field>
        <Field label="Sign-in" error={form.errors.auth}>
          <NativeSelect name="auth" value={form.values.auth} onChange={(event) => form.set("auth", event.target.value)}>
            <option value="">Best one offered</option>
            <option value="plain">PLAIN</option>
            <option value="login">LOGIN</option>
            <option value="xoauth2">OAuth 2 token</option>
          </NativeSelect>
        </Field>
        <TextField form={form} name="username" label="User name" help="Empty: no sign-in." />
        <SecretField
          form={form}
          saved={saved}
          name="password"
          label={form.values.auth === "xoauth2" ? "Access token" : "Password"}
        />
      </div>
    </>
  );
}

function SesFields({ form, saved }: TransportFieldsProps) {
  return (
    <>
      <TextField form={form} name="region" label="Region" placeholder="eu-west-1" required />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField form={form} name="accessKeyId" label="Access key id" placeholder="AKIA…" required />
        <SecretField form={form} saved={saved} name="secretAccessKey" label="Secret access key" required />
        <TextField
          form={form}
          name="configurationSetName"
          label="Configuration set"
          help="Its events tell what became of the mail."
          optional
        />
        <TextField form={form} name="tenantName" label="Tenant" optional />
      </div>
      <p className="text-muted-foreground text-xs">
        The key needs <code className="font-mono">ses:SendEmail</code> and{" "}
        <code className="font-mono">ses:GetAccount</code>, which tells how fast this account may send.
      </p>
    </>
  );
}
