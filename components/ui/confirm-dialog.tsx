"use client";

import { type ReactNode, useState } from "react";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { Button } from "./button";
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
import { Field } from "./field";
import { FormError } from "./form-error";
import { Input } from "./input";

export interface ConfirmDialogProps {
  /** Opens the dialog; leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Names the action and the count: "Delete 1,204 contacts?" */
  title: ReactNode;
  /** What happens, and whether it can be undone. */
  description: ReactNode;
  /** The words on the button, a verb: "Delete contacts". */
  confirmLabel: string;
  cancelLabel?: string;
  destructive?: boolean;
  /** For mass actions: the exact text (a count, a name) that has to be typed first. */
  typeToConfirm?: string;
  /** Closes when it resolves; when it throws, the dialog stays open and shows the message. */
  onConfirm: () => Promise<unknown> | unknown;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back or that touches many. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      {props.trigger ? <DialogTrigger asChild>{props.trigger}</DialogTrigger> : null}
      <DialogContent role="alertdialog" className="max-w-md">
        <ConfirmBody {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ConfirmBody(props: ConfirmDialogProps & { close: () => void }) {
  const { title, description, confirmLabel, cancelLabel = t("Cancel"), destructive, typeToConfirm, children } = props;
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const allowed = typeToConfirm === undefined || typed.trim() === typeToConfirm;

  async function confirm() {
    setPending(true);
    setError(null);
    try {
      await props.onConfirm();
      props.close();
    } catch (caught) {
      setError(caught instanceof Error ? caught.message : t("That did not work. Nothing was changed."));
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (allowed && !pending) void confirm();
      }}
    >
      <DialogHeader>
        <DialogTitle>{title}</DialogTitle>
        <DialogDescription asChild>
          <div>{description}</div>
        </DialogDescription>
      </DialogHeader>
      {children}
      {typeToConfirm === undefined ? null : (
        <Field
          label={
            <span className="font-normal">
              {rich("Type <b>{text}</b> to confirm", {
                text: typeToConfirm,
                b: (inner) => <strong className="font-semibold">{inner}</strong>,
              })}
            </span>
          }
        >
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </Field>
      )}
      <FormError message={error} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline" disabled={pending}>
            {cancelLabel}
          </Button>
        </DialogClose>
        <Button type="submit" variant={destructive ? "destructive" : "default"} pending={pending} disabled={!allowed}>
          {confirmLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
