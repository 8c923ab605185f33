"use client";

import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { numberOf } from "@/lib/client/number-of";
import { t } from "@/lib/language/t";
import type { ShownSettings } from "@/lib/mail/transports/kinds/transport-kinds";
import { SecretField, TextField, type TransportFieldsProps } from "./setting-fields";
import type { SettingsForm } from "./settings-form";
import { text } from "./transport-values";

export const smtpSettings: SettingsForm<ShownSettings["smtp"]> = {
  Fields: SmtpFields,
  values: ({ host, port, security, username, auth }) => {
    return { host, port: String(port), security, username: text(username), auth: text(auth) };
  },
  body: ({ host, port, security, username, password, auth }) => {
    return { host, port: numberOf(port), security, username, password, auth: auth || null };
  },
  hasSecret: ({ signsIn }) => signsIn,
};

/** The ports that go with each way of encrypting, for as long as nobody typed another. */
const usualPort: Record<string, string> = ownTable({ tls: "465", starttls: "587", none: "25" });

/** Names of the protocol, RFC 4616 and its predecessor. */
const mechanisms = { plain: "PLAIN", login: "LOGIN" };

function SmtpFields({ form, saved }: TransportFieldsProps) {
  const setSecurity = (next: string) => {
    if (form.values.port === usualPort[form.values.security]) form.set("port", usualPort[next] ?? form.values.port);
    form.set("security", next);
  };
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_6rem]">
        <TextField form={form} name="host" label={t("Server")} placeholder="smtp.example.com" required />
        <TextField form={form} name="port" label={t("Port")} inputMode="numeric" required />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t("Encryption")} error={form.errors.security}>
          <NativeSelect
            name="security"
            value={form.values.security}
            onChange={(event) => setSecurity(event.target.value)}
          >
            <option value="starttls">STARTTLS</option>
            <option value="tls">{t("TLS from the start")}</option>
            <option value="none">{t("None")}</option>
          </NativeSelect>
        </Field>
        <Field label={t("Sign-in")} error={form.errors.auth}>
          <NativeSelect name="auth" value={form.values.auth} onChange={(event) => form.set("auth", event.target.value)}>
            <option value="">{t("Best one offered")}</option>
            <option value="plain">{mechanisms.plain}</option>
            <option value="login">{mechanisms.login}</option>
            <option value="xoauth2">{t("OAuth 2 token")}</option>
          </NativeSelect>
        </Field>
        <TextField form={form} name="username" label={t("User name")} help={t("Empty: no sign-in.")} />
        <SecretField
          form={form}
          saved={saved}
          name="password"
          label={form.values.auth === "xoauth2" ? t("Access token") : t("Password")}
        />
      </div>
    </>
  );
}
