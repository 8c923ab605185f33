"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { errorMessage } from "@/lib/client/api";
import { useForm } from "@/lib/client/use-form";
import {
  type Afterwards,
  afterwardsChoices,
  afterwardsLabels,
  type MailboxSecurity,
  securityLabels,
} from "@/lib/inbound/mail/mailbox-choices.shared";
import type { MailboxTest, MailboxView } from "@/lib/inbound/mail/mailbox-schema";
import { t } from "@/lib/language/t";
import { securities } from "@/lib/mail/transports/kinds/securities.shared";
import { MailboxSignIn } from "./mailbox-sign-in";
import { initialValues, type MailboxValues } from "./mailbox-values";

/** Adds a mailbox or changes one; can be tried before it is saved. */
export function MailboxForm({ mailbox, onDone }: { mailbox: MailboxView | null; onDone: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const body = ({ port, ...values }: MailboxValues) => ({ ...values, port: Number(port) });
  const form = useForm<MailboxValues, unknown>({
    initial: initialValues(mailbox),
    send: (values) =>
      mailbox
        ? api.patch(`/inbound-mailboxes/${mailbox.id}`, body(values))
        : api.post("/inbound-mailboxes", body(values)),
    onDone: () => {
      onDone();
      router.refresh();
    },
  });
  const trial = useMutation({
    mutationFn: () => {
      const { name: _name, afterwards: _afterwards, moveTo: _moveTo, ...access } = body(form.values);
      return api.post<MailboxTest>("/inbound-mailbox-tests", { ...access, inboundMailboxId: mailbox?.id });
    },
  });
  const text = (key: keyof MailboxValues) => ({
    name: key as string,
    autoComplete: "off",
    value: String(form.values[key]),
    onChange: (event: { target: { value: string } }) => form.set(key, event.target.value),
  });
  return (
    <DialogForm
      form={form}
      title={mailbox ? t("Edit {name}", { name: mailbox.name }) : t("Add a mailbox")}
      description={t("Mail is kept here first, and only then marked, moved or deleted there.")}
      submit={mailbox ? t("Save") : t("Add mailbox")}
      actions={
        <Button variant="outline" className="sm:me-auto" pending={trial.isPending} onClick={() => trial.mutate()}>
          {t("Test connection")}
        </Button>
      }
    >
      <Field label={t("Name")} error={form.errors.name}>
        <Input {...text("name")} placeholder={t("Bounces")} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem_12rem]">
        <Field label={t("Server")} error={form.errors.host}>
          <Input {...text("host")} placeholder="imap.example.com" dir="ltr" />
        </Field>
        <Field label={t("Port")} error={form.errors.port}>
          <Input {...text("port")} inputMode="numeric" />
        </Field>
        <Field label={t("Encryption")} error={form.errors.security}>
          <NativeSelect
            name="security"
            value={form.values.security}
            onChange={(event) => form.set("security", event.target.value as MailboxSecurity)}
          >
            {securities.map((each) => (
              <option key={each} value={each}>
                {t(securityLabels[each])}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <MailboxSignIn form={form} text={text} isSaved={mailbox !== null} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("Folder")} error={form.errors.folder}>
          <Input {...text("folder")} />
        </Field>
        <Field label={t("Afterwards")} error={form.errors.afterwards}>
          <NativeSelect
            name="afterwards"
            value={form.values.afterwards}
            onChange={(event) => form.set("afterwards", event.target.value as Afterwards)}
          >
            {afterwardsChoices.map((each) => (
              <option key={each} value={each}>
                {t(afterwardsLabels[each])}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {form.values.afterwards === "move" ? (
          <Field label={t("Move to")} error={form.errors.moveTo} className="sm:col-start-2">
            <Input {...text("moveTo")} placeholder={t("Processed")} />
          </Field>
        ) : null}
      </div>
      {trial.data ? <Alert variant={trial.data.ok ? "success" : "destructive"}>{trial.data.message}</Alert> : null}
      {trial.error ? <Alert variant="destructive">{errorMessage(trial.error)}</Alert> : null}
    </DialogForm>
  );
}
