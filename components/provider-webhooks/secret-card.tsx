"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { toast } from "@/components/ui/toaster";
import { useForm } from "@/lib/client/use-form";
import type { EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";
import { waitsForSecret } from "./endpoint-list";
import { noSecrets, SecretFields, type SecretValues, secretsOf } from "./secret-fields";

/** Takes what the provider proves itself by; a secret that is there is never shown again, only replaced. */
export function SecretCard({ endpoint }: { endpoint: EndpointView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const label = aboutProviders[endpoint.provider].label;
  const initial: SecretValues = { ...noSecrets, topicArns: endpoint.topicArns.join("\n") };
  const form = useForm<SecretValues, unknown>({
    initial,
    send: (values) => api.patch(`/provider-webhooks/${endpoint.id}`, secretsOf(endpoint.provider, values)),
    onDone: (_result, values) => {
      toast.success(t("Saved. It holds from the next call on."));
      form.reset(aboutProviders[endpoint.provider].proof.by === "topic" ? values : noSecrets);
      router.refresh();
    },
  });
  const waits = waitsForSecret(endpoint);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{titleOf(endpoint, waits)}</CardTitle>
        <p className="text-muted-foreground text-sm">
          {waits
            ? t("Until it is here no call of {label} can be told from a forged one, so every call is refused.", {
                label,
              })
            : t("What you save replaces what is there at once.")}
        </p>
      </CardHeader>
      <CardContent>
        <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
          <FormError message={form.formError} />
          <SecretFields provider={endpoint.provider} form={form} />
          <Button
            type="submit"
            variant={waits ? "default" : "outline"}
            className="w-fit"
            pending={form.pending}
            disabled={!form.dirty}
          >
            {t("Save")}
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}

function titleOf({ provider }: EndpointView, waits: boolean): string {
  if (aboutProviders[provider].proof.by === "topic") return t("Topics");
  if (aboutProviders[provider].proof.by === "verification_key")
    return waits ? t("Paste the verification key") : t("Replace the verification key");
  return waits ? t("Paste the signing secret") : t("Replace the signing secret");
}
