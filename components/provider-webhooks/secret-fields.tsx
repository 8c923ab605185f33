"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { FormState } from "@/lib/client/use-form";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";

export type SecretValues = { signingSecret: string; verificationKey: string; topicArns: string };

export const noSecrets: SecretValues = { signingSecret: "", verificationKey: "", topicArns: "" };

/** What the API takes of them: only what the provider needs, and nothing that was left empty. */
export function secretsOf(provider: ProviderName, values: SecretValues) {
  const topicArns = values.topicArns.split(/[\s,]+/).filter((arn) => arn !== "");
  switch (aboutProviders[provider].proof.by) {
    case "signing_secret":
      return { signingSecret: values.signingSecret.trim() || undefined };
    case "verification_key":
      return { verificationKey: values.verificationKey.trim() || undefined };
    case "topic":
      return { topicArns };
    case "credentials":
      return {};
  }
}

/** The fields by which a provider proves who it is; none for those that get credentials from us. */
export function SecretFields<Values extends SecretValues>({
  provider,
  form,
}: {
  provider: ProviderName;
  form: FormState<Values>;
}) {
  const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false, dir: "ltr" } as const;
  const { proof } = aboutProviders[provider];
  switch (proof.by) {
    case "signing_secret":
      return (
        <Field label={t(proof.label)} help={t(proof.help)} error={form.errors.signingSecret}>
          <Input
            name="signingSecret"
            {...plain}
            value={form.values.signingSecret}
            onChange={(event) => form.set("signingSecret", event.target.value as Values["signingSecret"])}
          />
        </Field>
      );
    case "verification_key":
      return (
        <Field label={t(proof.label)} help={t(proof.help)} error={form.errors.verificationKey}>
          <Textarea
            name="verificationKey"
            rows={3}
            {...plain}
            className="break-all font-mono text-xs"
            value={form.values.verificationKey}
            onChange={(event) => form.set("verificationKey", event.target.value as Values["verificationKey"])}
          />
        </Field>
      );
    case "topic":
      return (
        <Field label={t(proof.label)} help={t(proof.help)} error={form.errors.topicArns} required>
          <Textarea
            name="topicArns"
            rows={2}
            {...plain}
            placeholder={proof.example}
            className="break-all font-mono text-xs"
            value={form.values.topicArns}
            onChange={(event) => form.set("topicArns", event.target.value as Values["topicArns"])}
          />
        </Field>
      );
    case "credentials":
      return null;
  }
}
