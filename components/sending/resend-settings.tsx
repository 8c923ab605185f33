"use client";

import { t } from "@/lib/language/t";
import type { ShownSettings } from "@/lib/mail/transports/kinds/transport-kinds";
import { SecretField, type TransportFieldsProps } from "./setting-fields";
import type { SettingsForm } from "./settings-form";

export const resendSettings: SettingsForm<ShownSettings["resend"]> = {
  Fields: ResendFields,
  values: () => ({}),
  body: ({ apiKey }) => ({ apiKey }),
  hasSecret: () => true,
};

function ResendFields({ form, saved }: TransportFieldsProps) {
  return (
    <SecretField
      form={form}
      saved={saved}
      name="apiKey"
      label={t("API key")}
      help={t("Begins with {prefix}. A key that may only send is enough.", { prefix: "re_" })}
      required
    />
  );
}
