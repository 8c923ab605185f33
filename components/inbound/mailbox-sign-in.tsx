"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { FormState } from "@/lib/client/use-form";
import { oauthPresets } from "@/lib/inbound/mail/mailbox-choices.shared";
import { t } from "@/lib/language/t";
import type { MailboxValues } from "./mailbox-values";

interface Props {
  form: FormState<MailboxValues>;
  text: (key: keyof MailboxValues) => {
    name: string;
    autoComplete: string;
    value: string;
    onChange: (event: { target: { value: string } }) => void;
  };
  isSaved: boolean;
}

/** By password, or by OAuth for Gmail and Microsoft 365. */
export function MailboxSignIn({ form, text, isSaved }: Props) {
  const { auth, tokenUrl } = form.values;
  const kept = isSaved ? t("Saved. Type a new one to change it.") : undefined;
  const preset = Object.entries(oauthPresets).find(([, each]) => each.tokenUrl === tokenUrl)?.[0] ?? "other";
  const choose = (name: string) => {
    const chosen = name in oauthPresets ? oauthPresets[name as keyof typeof oauthPresets] : { tokenUrl: "", scope: "" };
    form.set("tokenUrl", chosen.tokenUrl);
    form.set("scope", chosen.scope);
  };
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("User name")} error={form.errors.username}>
          <Input {...text("username")} placeholder="bounces@example.com" dir="ltr" />
        </Field>
        <Field label={t("Sign in with")} error={form.errors.auth}>
          <NativeSelect
            name="auth"
            value={auth}
            onChange={(event) => {
              form.set("auth", event.target.value as MailboxValues["auth"]);
              if (event.target.value === "oauth2" && !tokenUrl) choose("google");
            }}
          >
            <option value="password">{t("Password")}</option>
            <option value="oauth2">{t("OAuth 2")}</option>
          </NativeSelect>
        </Field>
      </div>
      {auth === "password" ? (
        <Field label={t("Password")} error={form.errors.password} help={kept}>
          <Input {...text("password")} type="password" autoComplete="new-password" />
        </Field>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("Provider")} className="sm:col-span-2">
            <NativeSelect value={preset} onChange={(event) => choose(event.target.value)}>
              {Object.entries(oauthPresets).map(([name, { label }]) => (
                <option key={name} value={name}>
                  {t(label)}
                </option>
              ))}
              <option value="other">{t("Another one")}</option>
            </NativeSelect>
          </Field>
          <Field label={t("Client id")} error={form.errors.clientId}>
            <Input {...text("clientId")} dir="ltr" />
          </Field>
          <Field label={t("Client secret")} error={form.errors.clientSecret} help={kept}>
            <Input {...text("clientSecret")} type="password" autoComplete="new-password" />
          </Field>
          <Field label={t("Refresh token")} error={form.errors.refreshToken} help={kept} className="sm:col-span-2">
            <Input {...text("refreshToken")} type="password" autoComplete="new-password" />
          </Field>
          <Field label={t("Token address")} error={form.errors.tokenUrl}>
            <Input {...text("tokenUrl")} placeholder="https://" dir="ltr" />
          </Field>
          <Field label={t("Scope")} optional error={form.errors.scope}>
            <Input {...text("scope")} dir="ltr" />
          </Field>
        </div>
      )}
    </>
  );
}
