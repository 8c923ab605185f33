"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { SwitchField } from "@/components/ui/switch";
import { toast } from "@/components/ui/toaster";
import { useForm } from "@/lib/client/use-form";
import type { InboundSettingsView } from "@/lib/inbound/mail/settings-schema";
import { t } from "@/lib/language/t";
import { CopyRow } from "./copy-row";

/** Whether answers of people are passed on, and to whom; and the address that brings them here. */
export function RepliesCard({ settings }: { settings: InboundSettingsView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const form = useForm({
    initial: { forwardReplies: settings.forwardReplies, forwardTo: settings.forwardTo ?? "" },
    send: (values) => api.patch("/inbound-settings", values),
    onDone: () => {
      toast.success(t("Saved."));
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Replies")}</CardTitle>
        <CardDescription>
          {t(
            "What people write back is listed under Replies and passed on once. Absence notes and other mail of programs never are.",
          )}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5">
        <dl>
          <CopyRow name={t("Reply address")} value={settings.replyAddress} copyLabel={t("Copy reply address")} />
        </dl>
        <p className="-mt-3 text-muted-foreground text-xs">
          {t(
            "Set it as the reply address of a sender, under Sending, and answers to that sender's campaigns come here.",
          )}
        </p>
        <form onSubmit={form.onSubmit} className="grid gap-4 border-t pt-5" noValidate>
          <FormError message={form.formError} />
          <SwitchField
            label={t("Pass replies on")}
            description={t("As a new mail whose answer goes straight to the person, with the original attached.")}
            checked={form.values.forwardReplies}
            onCheckedChange={(on) => form.set("forwardReplies", on)}
          />
          <Field
            label={t("To")}
            optional
            error={form.errors.forwardTo}
            help={t("Empty: to the reply address of the campaign's sender, else to the sender's own address.")}
          >
            <Input
              name="forwardTo"
              type="email"
              autoComplete="off"
              placeholder="team@example.com"
              dir="ltr"
              value={form.values.forwardTo}
              disabled={!form.values.forwardReplies}
              onChange={(event) => form.set("forwardTo", event.target.value)}
            />
          </Field>
          <Button type="submit" className="w-fit" disabled={!form.dirty} pending={form.pending}>
            {t("Save")}
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}
