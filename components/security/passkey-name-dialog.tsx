"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";

interface Props {
  trigger: ReactNode;
  title: string;
  description: string;
  initial: string;
  submitLabel: string;
  send: (name: string) => Promise<void>;
}

/** Asks for the name of a passkey. */
export function PasskeyNameDialog(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{props.trigger}</DialogTrigger>
      <DialogContent className="max-w-sm">
        <DialogHeader>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogDescription>{props.description}</DialogDescription>
        </DialogHeader>
        <NameForm {...props} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function NameForm({ initial, submitLabel, send, onDone }: Props & { onDone: () => void }) {
  const form = useForm({ initial: { name: initial }, send: ({ name }) => send(name), onDone });
  return (
    <form onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      <Field
        label={t("Name")}
        error={form.errors.name}
        required
        help={t("For example “Work laptop” or “Blue security key”.")}
      >
        <Input
          name="name"
          maxLength={60}
          autoFocus
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </Field>
      <DialogFooter>
        <Button type="submit" pending={form.pending} disabled={!form.values.name.trim()}>
          {submitLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
