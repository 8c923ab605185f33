"use client";

import type { FormEventHandler, ReactNode } from "react";
import { t } from "@/lib/language/t";
import { Button } from "./button";
import { DialogClose, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "./dialog";
import { FormError } from "./form-error";

interface DialogFormProps {
  form: { onSubmit: FormEventHandler; pending: boolean; formError: string | null };
  title: string;
  description: string;
  children: ReactNode;
  /** What the button says that sends the form. */
  submit: string;
  /** What the button says that closes the dialog. */
  dismiss?: string;
  /** Further buttons, before these two. */
  actions?: ReactNode;
}

/** All that is in a dialog with a form: title, what is wrong with the form as a whole, its fields, and the buttons. */
export function DialogForm(props: DialogFormProps) {
  const { form, title, description, children, submit, dismiss = t("Cancel"), actions } = props;
  return (
    <form onSubmit={form.onSubmit} className="grid min-w-0 gap-5" noValidate>
      <DialogHeader>
        <DialogTitle className="break-words">{title}</DialogTitle>
        <DialogDescription>{description}</DialogDescription>
      </DialogHeader>
      <FormError message={form.formError} />
      {children}
      <DialogFooter>
        {actions}
        <DialogClose asChild>
          <Button variant="outline">{dismiss}</Button>
        </DialogClose>
        <Button type="submit" pending={form.pending}>
          {submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
