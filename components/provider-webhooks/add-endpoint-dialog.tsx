"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { useForm } from "@/lib/client/use-form";
import { aboutProviders, type ProviderName, providerNames } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";
import { noSecrets, SecretFields, type SecretValues, secretsOf } from "./secret-fields";

export function AddEndpointDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          {t("Add endpoint")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <AddEndpointForm />
      </DialogContent>
    </Dialog>
  );
}

type Values = SecretValues & { provider: ProviderName; name: string };

function AddEndpointForm() {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const form = useForm<Values, { id: string }>({
    initial: { provider: providerNames[0], name: "", ...noSecrets },
    send: ({ provider, name, ...secrets }) =>
      api.post("/provider-webhooks", { provider, name: name.trim() || undefined, ...secretsOf(provider, secrets) }),
    onDone: ({ id }) =>
      router.push(path("/settings/provider-webhooks/[providerEndpointId]", { providerEndpointId: id })),
  });
  const { provider } = form.values;
  return (
    <DialogForm
      form={form}
      title={t("Add a provider webhook")}
      description={t(
        "An address of your own at which the provider tells what became of your mail: delivered, bounced, complained.",
      )}
      submit={t("Add endpoint")}
    >
      <Field label={t("Provider")} error={form.errors.provider}>
        <NativeSelect
          name="provider"
          value={provider}
          onChange={(event) => form.set("provider", event.target.value as ProviderName)}
        >
          {providerNames.map((name) => (
            <option key={name} value={name}>
              {aboutProviders[name].label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field
        label={t("Name")}
        optional
        error={form.errors.name}
        help={t("To tell accounts of the same provider apart.")}
      >
        <Input
          name="name"
          autoComplete="off"
          placeholder={aboutProviders[provider].label}
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </Field>
      <SecretFields provider={provider} form={form} />
      <p className="text-muted-foreground text-sm">{whatFollows(provider)}</p>
    </DialogForm>
  );
}

function whatFollows(provider: ProviderName): string {
  const label = aboutProviders[provider].label;
  if (aboutProviders[provider].proof.by === "credentials") {
    return t("{label} does not sign its calls. You get a user name and a password to type in there.", { label });
  }
  if (aboutProviders[provider].proof.by === "topic") return t("Next you get the address for the topic's subscription.");
  return t(
    "{label} may show it only once it knows the address. Then leave it empty now and paste it on the next page.",
    { label },
  );
}
