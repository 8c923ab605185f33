"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";

export function AddDomainDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">
          <Plus aria-hidden />
          {t("Add domain")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <AddDomainForm onAdded={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AddDomainForm({ onAdded }: { onAdded: () => void }) {
  const api = useWorkspaceApi();
  const router = useRouter();
  const form = useForm<{ name: string }, unknown>({
    initial: { name: "" },
    send: (values) => api.post("/domains", values),
    onDone: (_result, { name }) => {
      toast.success(t("{name} was added", { name: name.trim() }));
      onAdded();
      router.refresh();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("Add a sending domain")}
      description={t(
        "The part of your sender address after the @. It gets signing keys of its own and a table of DNS records to publish.",
      )}
      submit={t("Add domain")}
    >
      <Field
        label={t("Domain")}
        error={form.errors.name}
        help={t("A subdomain such as {example} keeps the reputation of your other mail apart.", {
          example: "news.example.com",
        })}
        required
      >
        <Input
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="news.example.com"
          dir="ltr"
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
