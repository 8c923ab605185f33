"use client";

import { type ReactNode, useState } from "react";
import { t } from "@/lib/language/t";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "./dialog";

interface ShownOnceProps {
  title: string;
  description: string;
  secret: string;
  /** What the button says that copies it. */
  copyLabel: string;
}

/** A secret in a dialog, the only time that it is seen. */
function ShownOnce({ title, description, secret, copyLabel }: ShownOnceProps) {
  return (
    <div className="grid min-w-0 gap-5">
      <DialogHeader>
        <DialogTitle className="break-words">{title}</DialogTitle>
        <DialogDescription>{description}</DialogDescription>
      </DialogHeader>
      <div className="flex min-w-0 items-center gap-2 rounded-md bg-muted p-3">
        <code className="min-w-0 flex-1 break-all text-sm" data-testid="shown-secret">
          {secret}
        </code>
        <CopyButton value={secret} label={copyLabel} />
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{t("I have copied it")}</Button>
        </DialogClose>
      </DialogFooter>
    </div>
  );
}

interface DialogProps<Made> {
  /** The button that opens it; without one the parent does. */
  trigger?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The form that makes something with a secret. */
  form: (onMade: (made: Made) => void) => ReactNode;
  shown: (made: Made) => ShownOnceProps;
  /** After the secret was seen and the dialog is shut. */
  onSeen: (made: Made) => void;
}

/** Asks in a form, and then shows the secret that was made, once. */
export function ShownOnceDialog<Made>({ trigger, open, onOpenChange, form, shown, onSeen }: DialogProps<Made>) {
  const [made, setMade] = useState<Made | null>(null);
  function change(next: boolean) {
    onOpenChange(next);
    if (next || !made) return;
    onSeen(made);
    setMade(null);
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      {trigger ? <DialogTrigger asChild>{trigger}</DialogTrigger> : null}
      {/* A click beside it must not lose what is shown once. */}
      <DialogContent onInteractOutside={(event) => made && event.preventDefault()}>
        {made ? <ShownOnce {...shown(made)} /> : form(setMade)}
      </DialogContent>
    </Dialog>
  );
}
