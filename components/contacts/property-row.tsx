"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, Pencil, X } from "lucide-react";
import { useId, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field-error";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { errorMessage, fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import type { FieldInput } from "@/lib/people/fields/field-kind.shared";
import { type FieldValue, fieldKind } from "@/lib/people/fields/field-types.shared";
import { Choices } from "./choices";

interface Props {
  label: string;
  value: FieldValue | null;
  field: Pick<FieldItem, "type" | "options">;
  /** Where the API reports what is wrong with this property. */
  errorKey: string;
  onSave: (value: string | null) => Promise<unknown>;
  /** What may be chosen, each with a name or ""; anything else may be typed. */
  choices?: () => readonly [value: string, name: string][];
}

/** One property: shown, and edited in its place. */
export function PropertyRow({ label, value, field, errorKey, onSave, choices }: Props) {
  const { can } = useWorkspace();
  const [draft, setDraft] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => onSave(draft === "" ? null : draft),
    onSuccess: () => setDraft(null),
  });
  const stop = () => {
    setDraft(null);
    save.reset();
  };
  return (
    <div className="group grid grid-cols-[7rem_1fr] gap-2 py-1.5">
      <dt className="truncate text-muted-foreground" title={label}>
        {label}
      </dt>
      <dd className="min-w-0">
        {draft === null ? (
          <span className="flex items-center justify-between gap-2">
            <span className="min-w-0 break-words">
              {value === null || value === "" ? "–" : fieldKind(field.type).text(value)}
            </span>
            {can("contacts.write") ? (
              <Button
                variant="ghost"
                size="icon-sm"
                className="-my-1.5 size-7 text-muted-foreground"
                aria-label={t("Edit {field}", { field: label })}
                onClick={() => setDraft(value === null ? "" : String(value))}
              >
                <Pencil aria-hidden className="size-3.5" />
              </Button>
            ) : null}
          </span>
        ) : (
          <form
            className="grid gap-1"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <span className="flex gap-1">
              <ValueInput
                label={label}
                field={field}
                value={draft}
                choices={choices}
                onChange={setDraft}
                onEscape={stop}
              />
              <IconButton type="submit" variant="default" icon={Check} label={t("Save")} pending={save.isPending} />
              <IconButton icon={X} label={t("Cancel")} onClick={stop} />
            </span>
            <FieldError message={save.error ? (fieldErrors(save.error)[errorKey] ?? errorMessage(save.error)) : null} />
          </form>
        )}
      </dd>
    </div>
  );
}

/** Numbers are typed as a text: 1.234,5 is one too. */
const typed = {
  line: { type: "text" },
  figure: { type: "text", inputMode: "decimal" },
  date: { type: "date" },
} as const satisfies Record<Exclude<FieldInput, "choice">, object>;

interface InputProps {
  label: string;
  field: Pick<FieldItem, "type" | "options">;
  value: string;
  onChange: (value: string) => void;
  onEscape: () => void;
  choices: Props["choices"];
}

function ValueInput({ label, field, value, choices, onChange, onEscape }: InputProps) {
  const listId = useId();
  const kind = fieldKind(field.type);
  if (kind.input === "choice") {
    return (
      <NativeSelect aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} autoFocus>
        <option value="">–</option>
        {kind.choices(field.options).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </NativeSelect>
    );
  }
  return (
    <>
      <Input
        aria-label={label}
        className="h-8"
        {...typed[kind.input]}
        list={choices && listId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onEscape()}
        autoFocus
      />
      {choices ? <Choices id={listId} of={choices} /> : null}
    </>
  );
}
