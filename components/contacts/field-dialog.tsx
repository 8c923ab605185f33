"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { SwitchField } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import { FIELD_TYPES, fieldKind } from "@/lib/people/fields/field-types.shared";

/** Makes a custom field, or changes its name and options. */
export function FieldDialog({ trigger, field }: { trigger: ReactNode; field?: FieldItem }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [label, setLabel] = useState("");
  const [type, setType] = useState<FieldItem["type"]>("text");
  const [options, setOptions] = useState("");
  const [searchable, setSearchable] = useState(false);
  const { hasOptions, help, canBeSearched } = fieldKind(type);
  const save = useMutation({
    mutationFn: () => {
      const lines = options
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
      const body = { label, searchable: canBeSearched && searchable, ...(hasOptions && { options: lines }) };
      return field ? api.patch(`/fields/${field.id}`, body) : api.post("/fields", { ...body, type });
    },
    onSuccess: () => {
      setOpen(false);
      router.refresh();
    },
  });
  const errors = fieldErrors(save.error);
  const begin = (next: boolean) => {
    setOpen(next);
    setLabel(field?.label ?? "");
    setType(field?.type ?? "text");
    setOptions(field?.options.join("\n") ?? "");
    setSearchable(field?.searchable ?? false);
    save.reset();
  };
  return (
    <Dialog open={open} onOpenChange={begin}>
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
            <DialogTitle>{field ? t("Change {field}", { field: field.label }) : t("New field")}</DialogTitle>
          </DialogHeader>
          <Field label={t("Name")} error={errors.label ?? errors.key} required>
            <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
          </Field>
          <Field
            label={t("Type")}
            help={field ? t("The type stays, so that stored values keep their meaning.") : t(help)}
          >
            <NativeSelect
              value={type}
              disabled={field !== undefined}
              onChange={(event) => setType(event.target.value as FieldItem["type"])}
            >
              {FIELD_TYPES.map((id) => (
                <option key={id} value={id}>
                  {t(fieldKind(id).label)}
                </option>
              ))}
            </NativeSelect>
          </Field>
          {hasOptions ? (
            <Field label={t("Options")} help={t("One a line.")} error={errors.options} required>
              <Textarea rows={5} value={options} onChange={(event) => setOptions(event.target.value)} />
            </Field>
          ) : null}
          {canBeSearched ? (
            <SwitchField
              label={t("Found by the search")}
              description={t("The search for contacts then looks at these values too, beside addresses and names.")}
              checked={searchable}
              onCheckedChange={setSearchable}
            />
          ) : null}
          <FormError message={save.error && Object.keys(errors).length === 0 ? save.error.message : null} />
          <DialogFooter>
            <Button variant="outline" onClick={() => setOpen(false)}>
              {t("Cancel")}
            </Button>
            <Button type="submit" pending={save.isPending}>
              {field ? t("Save") : t("Create field")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
