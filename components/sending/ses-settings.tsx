"use client";

import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ShownSettings } from "@/lib/mail/transports/kinds/transport-kinds";
import { SecretField, TextField, type TransportFieldsProps } from "./setting-fields";
import type { SettingsForm } from "./settings-form";
import { text } from "./transport-values";

export const sesSettings: SettingsForm<ShownSettings["ses"]> = {
  Fields: SesFields,
  values: ({ region, accessKeyId, configurationSetName, tenantName }) => {
    return { region, accessKeyId, configurationSetName: text(configurationSetName), tenantName: text(tenantName) };
  },
  body: ({ region, accessKeyId, secretAccessKey, configurationSetName, tenantName }) => {
    return { region, accessKeyId, secretAccessKey, configurationSetName, tenantName };
  },
  hasSecret: () => true,
};

const examples = { region: "eu-west-1", accessKeyId: "AKIA…" };

function SesFields({ form, saved }: TransportFieldsProps) {
  return (
    <>
      <TextField form={form} name="region" label={t("Region")} placeholder={examples.region} required />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          form={form}
          name="accessKeyId"
          label={t("Access key id")}
          placeholder={examples.accessKeyId}
          required
        />
        <SecretField form={form} saved={saved} name="secretAccessKey" label={t("Secret access key")} required />
        <TextField
          form={form}
          name="configurationSetName"
          label={t("Configuration set")}
          help={t("Its events tell what became of the mail.")}
          optional
        />
        <TextField form={form} name="tenantName" label={t("Tenant")} optional />
      </div>
      <p className="text-muted-foreground text-xs">
        {rich("The key needs <send></send> and <account></account>, which tells how fast this account may send.", {
          send: () => <code className="font-mono">ses:SendEmail</code>,
          account: () => <code className="font-mono">ses:GetAccount</code>,
        })}
      </p>
    </>
  );
}
