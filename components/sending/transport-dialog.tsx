"use client";

import type { ReactNode } from "react";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { CheckboxField } from "@/components/ui/checkbox";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toaster";
import { type FormState, useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { aboutTransport, isEmbedded, type OwnKind, ownKinds } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportView } from "@/lib/sending/transports/transport-view";
import { TextField } from "./setting-fields";
import { settingsForm } from "./settings-forms";
import { bodyOf, initialValues } from "./transport-form";
import { TransportLimitFields } from "./transport-limit-fields";
import type { TransportValues } from "./transport-values";
import { useTransportsChanged } from "./use-transports";

interface TransportDialogProps {
  trigger: ReactNode;
  /** The one to change; without it one is added. */
  transport?: TransportView;
  /** The embedded mailbox is the default: what is added sends nothing until that changes. */
  mailboxIsDefault?: boolean;
}

/** Adds a transport, or changes the one given. */
export function TransportDialog({ trigger, transport, mailboxIsDefault = false }: TransportDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent className="max-w-xl">
        <TransportForm transport={transport} mailboxIsDefault={mailboxIsDefault} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface TransportFormProps {
  transport: TransportView | undefined;
  mailboxIsDefault: boolean;
  onSaved: () => void;
}

function TransportForm({ transport, mailboxIsDefault, onSaved }: TransportFormProps) {
  const api = useWorkspaceApi();
  const changed = useTransportsChanged();
  const own = !transport?.followsInstallation;
  const form = useForm<TransportValues, unknown>({
    initial: initialValues(transport),
    send: (values) =>
      transport
        ? api.patch(`/transports/${transport.id}`, bodyOf(values, own))
        : api.post("/transports", {
            ...bodyOf(values, true),
            kind: values.kind,
            isDefault: values.isDefault,
          }),
    onDone: (_result, { name }) => {
      toast.success(
        transport
          ? t("{name} was saved", { name })
          : t("{name} was added. Send a test to see whether it works.", { name }),
      );
      onSaved();
      changed();
    },
  });
  const { Fields } = settingsForm(form.values.kind);
  return (
    <DialogForm
      form={form}
      title={transport ? t("Edit {name}", { name: transport.name }) : t("Add a sending service")}
      description={
        own ? t("A server or provider that takes your mail and brings it to the recipients.") : installedText(transport)
      }
      submit={transport ? t("Save") : t("Add sending service")}
    >
      {transport ? null : <KindField form={form} />}
      <TextField
        form={form}
        name="name"
        label={t("Name")}
        placeholder={t(aboutTransport(form.values.kind).label)}
        required
      />
      {own ? <Fields form={form} saved={hasSecret(transport)} /> : null}
      <TransportLimitFields form={form} folded={own} />
      {transport ? null : (
        <CheckboxField
          label={t("Make it the default")}
          description={
            mailboxIsDefault
              ? t("Until then everything goes to the embedded mailbox, and no mail leaves this machine.")
              : t("Tests and other single mails leave by the default one; campaigns are spread by weight.")
          }
          checked={form.values.isDefault}
          onCheckedChange={(checked) => form.set("isDefault", checked === true)}
        />
      )}
    </DialogForm>
  );
}

function installedText(transport: TransportView | undefined): string {
  return transport && isEmbedded(transport.kind)
    ? t("It is part of this installation and has no settings of its own.")
    : t("Server and keys are the installation's own settings, which its operator changes.");
}

function hasSecret(transport: TransportView | undefined): boolean {
  if (!transport?.settings) return false;
  return settingsForm(transport.settings.kind).hasSecret(transport.settings);
}

function KindField({ form }: { form: FormState<TransportValues> }) {
  return (
    <Field label={t("Kind")}>
      <RadioGroup
        className="sm:grid-cols-3"
        value={form.values.kind}
        onValueChange={(kind) => form.set("kind", kind as OwnKind)}
      >
        {ownKinds.map((kind) => {
          const { label, offer } = aboutTransport(kind);
          return <RadioCard key={kind} value={kind} label={t(label)} description={offer && t(offer)} className="p-3" />;
        })}
      </RadioGroup>
    </Field>
  );
}
