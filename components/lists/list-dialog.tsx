"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { ListFields, type ListValues } from "./list-form";

interface Props {
  trigger: ReactNode;
  /** The list to change; without it a new one is made. */
  list?: ListValues & { id: string };
}

const empty: ListValues = { name: "", description: "", isPublic: true, doubleOptIn: false };

/** Makes a list or changes one. */
export function ListDialog({ trigger, list }: Props) {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState<ListValues>(list ?? empty);
  const save = useMutation({
    mutationFn: () => {
      const { name, description, isPublic, doubleOptIn } = values;
      const body = { name, description, isPublic, doubleOptIn };
      return list ? api.patch<{ id: string }>(`/lists/${list.id}`, body) : api.post<{ id: string }>("/lists", body);
    },
    onSuccess: ({ id }) => {
      setOpen(false);
      if (list) router.refresh();
      else router.push(path("/lists/[listId]", { listId: id }));
    },
  });
  const errors = fieldErrors(save.error);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) {
          setValues(list ?? empty);
          save.reset();
        }
      }}
    >
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent aria-describedby={undefined}>
        <form
          className="grid gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <DialogHeader>
            <DialogTitle>{list ? t("List settings") : t("New list")}</DialogTitle>
          </DialogHeader>
          <ListFields values={values} onChange={setValues} errors={errors} />
          <FormError message={save.error && Object.keys(errors).length === 0 ? save.error.message : null} />
          <DialogFooter>
            <Button variant="outline" onClick={() => setOpen(false)}>
              {t("Cancel")}
            </Button>
            <Button type="submit" pending={save.isPending}>
              {list ? t("Save") : t("Create list")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
