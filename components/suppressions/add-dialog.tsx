"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
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
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { SuppressionImportResult } from "@/lib/people/suppressions/schema";
import { ImportResult } from "./import-result";

interface Props {
  /** Where they are added: the workspace's list or that of the installation. */
  endpoint: "/suppressions" | "/installation-suppressions";
  description: string;
  onAdded?: () => void;
}

/** Blocks one or several addresses by hand. */
export function AddDialog({ endpoint, description, onAdded }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          {t("Add addresses")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("Add addresses")}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </DialogHeader>
        <AddForm endpoint={endpoint} onAdded={onAdded} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AddForm({ endpoint, onAdded, close }: Pick<Props, "endpoint" | "onAdded"> & { close: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [addresses, setAddresses] = useState("");
  const [note, setNote] = useState("");
  const add = useMutation({
    mutationFn: () => api.post<SuppressionImportResult>(endpoint, { addresses, note }),
    onSuccess: (result) => {
      router.refresh();
      onAdded?.();
      if (result.refused > 0) return;
      toast.success(
        result.known > 0
          ? t(
              "{added, plural, one {# added} other {# added}}, {known, plural, one {# known already} other {# known already}}.",
              { added: result.added, known: result.known },
            )
          : t("{added, plural, one {# added.} other {# added.}}", { added: result.added }),
      );
      close();
    },
  });
  const errors = fieldErrors(add.error);
  if (add.data && add.data.refused > 0) {
    return (
      <>
        <ImportResult result={add.data} />
        <DialogFooter>
          <Button onClick={close}>{t("Done", undefined, "to close a dialog")}</Button>
        </DialogFooter>
      </>
    );
  }
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Field
        label={t("Addresses")}
        help={t("One a line, or with commas between them; up to 1,000.")}
        error={errors.addresses}
        required
      >
        <Textarea
          rows={6}
          dir="ltr"
          className="font-mono text-sm"
          value={addresses}
          onChange={(event) => setAddresses(event.target.value)}
          autoFocus
        />
      </Field>
      <Field label={t("Note")} help={t("Why, for whoever wonders later.")} error={errors.note} optional>
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <FormError message={add.error && Object.keys(errors).length === 0 ? add.error.message : null} />
      <DialogFooter>
        <Button variant="outline" onClick={close}>
          {t("Cancel")}
        </Button>
        <Button type="submit" pending={add.isPending}>
          {t("Suppress")}
        </Button>
      </DialogFooter>
    </form>
  );
}
