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
import { toast } from "@/components/ui/toaster";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import type { SenderView } from "@/lib/sending/transports/queries";

/** Adds a sender, or changes the one given. */
export function SenderDialog({ sender, domainNames }: { sender?: SenderView; domainNames: string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        {sender ? (
          <Button variant="ghost" size="sm">
            {t("Edit")}
            <span className="sr-only">{sender.name}</span>
          </Button>
        ) : (
          <Button variant="outline">
            <Plus aria-hidden />
            {t("Add sender")}
          </Button>
        )}
      </DialogTrigger>
      <DialogContent>
        <SenderForm sender={sender} domainNames={domainNames} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface SenderFormProps {
  sender: SenderView | undefined;
  domainNames: string[];
  onSaved: () => void;
}

function SenderForm({ sender, domainNames, onSaved }: SenderFormProps) {
  const { api, name: workspaceName } = useWorkspace();
  const router = useRouter();
  const example = `hello@${domainNames[0] ?? "example.com"}`;
  const form = useForm<{ name: string; email: string; replyTo: string }, unknown>({
    initial: { name: sender?.name ?? workspaceName, email: sender?.email ?? "", replyTo: sender?.replyTo ?? "" },
    send: (values) => (sender ? api.patch(`/senders/${sender.id}`, values) : api.post("/senders", values)),
    onDone: (_result, { name }) => {
      toast.success(sender ? t("{name} was saved", { name }) : t("{name} was added", { name }));
      onSaved();
      router.refresh();
    },
  });
  return (
    <DialogForm
      form={form}
      title={sender ? t("Edit sender") : t("Add a sender")}
      description={t("Readers see this name and address. Use one that can take replies.")}
      submit={sender ? t("Save") : t("Add sender")}
    >
      <Field label={t("Name")} error={form.errors.name} required>
        <Input name="name" value={form.values.name} onChange={(event) => form.set("name", event.target.value)} />
      </Field>
      <Field
        label={t("Email address")}
        error={form.errors.email}
        help={t("On one of your domains: {domains}", { domains: domainNames.join(", ") })}
        required
      >
        <Input
          name="email"
          type="email"
          autoComplete="off"
          dir="ltr"
          placeholder={example}
          value={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
      </Field>
      <Field
        label={t("Replies go to")}
        error={form.errors.replyTo}
        help={t("Leave empty for the same address.")}
        optional
      >
        <Input
          name="replyTo"
          type="email"
          dir="ltr"
          autoComplete="off"
          value={form.values.replyTo}
          onChange={(event) => form.set("replyTo", event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
