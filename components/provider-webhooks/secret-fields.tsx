"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { FormState } from "@/lib/client/use-form";
import { proofs } from "@/lib/inbound/provider-webhooks/schema";
import type { ProviderName } from "@/lib/inbound/providers/schema";

export type SecretValues = { signingSecret: string; verificationKey: string; topicArns: string };

export const noSecrets: SecretValues = { signingSecret: "", verificationKey: "", topicArns: "" };

/** What the API takes of them: only what the provider needs, and nothing that was left empty. */
export function secretsOf(provider: ProviderName, values: SecretValues) {
  const topicArns = values.topicArns.split(/[\s,]+/).filter((arn) => arn !== "");
  switch (proofs[provider]) {
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

const signingHelp: Partial<Record<ProviderName, string>> = {
  resend: "Shown by Resend at the webhook; begins with whsec_. While you replace one, paste both with a space between.",
  mailgun: "“HTTP webhook signing key”, the same for all domains of the account.",
};

/** The fields by which a provider proves who it is; none for those that get credentials from us. */
export function SecretFields<Values extends SecretValues>({
  provider,
  form,
}: {
  provider: ProviderName;
  form: FormState<Values>;
}) {
  const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false } as const;
  switch (proofs[provider]) {
    case "signing_secret":
      return (
        <Field
          label={provider === "resend" ? "Signing secret" : "Webhook signing key"}
          help={signingHelp[provider]}
          error={form.errors.signingSecret}
        >
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
        <Field
          label="Verification key"
          help="Shown by SendGrid once the signed event webhook is on; begins with MFkw."
          error={form.errors.verificationKey}
        >
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
        <Field
          label="ARN of the SNS topic"
          help="Only topics named here may speak to this address. Several: one a line."
          error={form.errors.topicArns}
          required
        >
          <Textarea
            name="topicArns"
            rows={2}
            {...plain}
            placeholder="arn:aws:sns:eu-west-1:123456789012:ses-events"
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
