"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
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
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { suggestDomain } from "@/lib/base/addresses/domain-typo.shared";
import { fieldErrors } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { Choices } from "./choices";
import { languageChoices, zoneChoices } from "./reader-choices";

interface Props {
  lists: { id: string; name: string }[];
  /** Chosen at first. */
  listId?: string;
  /** Nobody is here yet: bringing a file comes before it. */
  first?: boolean;
}

const empty = { email: "", firstName: "", lastName: "", timeZone: "", language: "", consent: "" };

/** Adds one person by hand. */
export function NewContactDialog({ lists, listId: chosen = "", first = false }: Props) {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const zonesId = useId();
  const languagesId = useId();
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(empty);
  const [listId, setListId] = useState(chosen);
  const create = useMutation({
    mutationFn: () => api.post<{ id: string }>("/contacts", { ...values, listIds: listId ? [listId] : [] }),
    onSuccess: ({ id }) => {
      setOpen(false);
      setValues(empty);
      router.push(path("/contacts/[contactId]", { contactId: id }));
    },
  });
  const errors = fieldErrors(create.error);
  const set = (name: keyof typeof empty) => (event: { target: { value: string } }) =>
    setValues({ ...values, [name]: event.target.value });
  const at = values.email.lastIndexOf("@");
  const meant = at > 0 ? suggestDomain(values.email.slice(at + 1).trim()) : null;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant={first ? "outline" : "default"}>
          <Plus aria-hidden />
          {t("New contact")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <form
          className="grid gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <DialogHeader>
            <DialogTitle>{t("New contact")}</DialogTitle>
            <DialogDescription>{t("For many people at once, import a CSV file.")}</DialogDescription>
          </DialogHeader>
          <Field label={t("E-mail address")} error={errors.email} required>
            <Input type="email" dir="ltr" value={values.email} onChange={set("email")} autoComplete="off" autoFocus />
          </Field>
          {meant ? (
            <p className="-mt-3 text-sm" role="status">
              {rich("Did you mean <address></address>?", {
                address: () => (
                  <button
                    type="button"
                    dir="ltr"
                    className="rounded-sm font-medium text-primary underline underline-offset-4"
                    onClick={() => setValues({ ...values, email: `${values.email.slice(0, at + 1)}${meant}` })}
                  >
                    {values.email.slice(0, at + 1)}
                    {meant}
                  </button>
                ),
              })}
            </p>
          ) : null}
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t("First name")} error={errors.firstName} optional>
              <Input value={values.firstName} onChange={set("firstName")} autoComplete="off" />
            </Field>
            <Field label={t("Last name")} error={errors.lastName} optional>
              <Input value={values.lastName} onChange={set("lastName")} autoComplete="off" />
            </Field>
          </div>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t("Time zone")} error={errors.timeZone} optional>
              <Input value={values.timeZone} onChange={set("timeZone")} list={zonesId} autoComplete="off" />
            </Field>
            <Field label={t("Language")} error={errors.language} optional>
              <Input value={values.language} onChange={set("language")} list={languagesId} autoComplete="off" />
            </Field>
            <Choices id={zonesId} of={zoneChoices} />
            <Choices id={languagesId} of={languageChoices} />
          </div>
          <Field label={t("List")} optional>
            <NativeSelect value={listId} onChange={(event) => setListId(event.target.value)}>
              <option value="">{t("No list yet")}</option>
              {lists.map((list) => (
                <option key={list.id} value={list.id}>
                  {list.name}
                </option>
              ))}
            </NativeSelect>
          </Field>
          {listId ? (
            <Field
              label={t("Where and how did this person agree?")}
              help={t("Kept as proof, for example “Signed up at the fair in Hamburg on 3 May”.")}
              error={errors.consent}
              required
            >
              <Textarea value={values.consent} onChange={set("consent")} rows={2} />
            </Field>
          ) : null}
          <FormError message={create.error && Object.keys(errors).length === 0 ? create.error.message : null} />
          <DialogFooter>
            <Button variant="outline" onClick={() => setOpen(false)}>
              {t("Cancel")}
            </Button>
            <Button type="submit" pending={create.isPending}>
              {t("Add contact")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
