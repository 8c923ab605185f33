"use client";

import { useRef } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { mergeTagSource } from "@/lib/content/liquid/liquid-tokens.shared";
import { PREVIEW_TEXT_IDEAL, SUBJECT_IDEAL, visibleLength } from "@/lib/content/templates/line-length.shared";
import { t } from "@/lib/language/t";
import { MergeTagPicker } from "./merge-tag-picker";

interface SubjectFieldsProps {
  subject: string;
  previewText: string;
  onChange(values: { subject?: string; previewText?: string }): void;
  errors?: { subject?: string | undefined; previewText?: string | undefined };
  disabled?: boolean;
}

/** Subject and preview text, with personal values and a count of what an inbox shows. */
export function SubjectFields({ subject, previewText, onChange, errors, disabled }: SubjectFieldsProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <LiquidField
        label={t("Subject")}
        insertLabel={t("Insert personal value in subject")}
        value={subject}
        ideal={SUBJECT_IDEAL}
        advice={t("Phones show about 40 characters, desktops about 60.")}
        error={errors?.subject}
        disabled={disabled}
        onChange={(value) => onChange({ subject: value })}
      />
      <LiquidField
        label={t("Preview text")}
        insertLabel={t("Insert personal value in preview text")}
        value={previewText}
        ideal={PREVIEW_TEXT_IDEAL}
        advice={t("Stands after the subject in the inbox. Without it, clients show the first words of the mail.")}
        error={errors?.previewText}
        disabled={disabled}
        onChange={(value) => onChange({ previewText: value })}
      />
    </div>
  );
}

interface LiquidFieldProps {
  label: string;
  insertLabel: string;
  value: string;
  /** Characters that most inboxes show. */
  ideal: number;
  advice: string;
  error: string | undefined;
  disabled: boolean | undefined;
  onChange(value: string): void;
}

function LiquidField(props: LiquidFieldProps) {
  const { label, insertLabel, value, ideal, advice, error, disabled, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const insert = (tag: { path: string; fallback: string }) => {
    const at = input.current?.selectionStart ?? value.length;
    const end = input.current?.selectionEnd ?? at;
    const source = mergeTagSource(tag.path, tag.fallback);
    onChange(value.slice(0, at) + source + value.slice(end));
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at + source.length, at + source.length);
    });
  };
  const length = visibleLength(value);
  const counter = (
    <span
      className={length > ideal ? "text-warning text-xs tabular-nums" : "text-muted-foreground text-xs tabular-nums"}
    >
      {length > ideal
        ? t("{length, plural, one {# character, over {ideal}} other {# characters, over {ideal}}}", { length, ideal })
        : `${length} / ${ideal}`}
    </span>
  );
  return (
    <Field label={label} help={advice} error={error ?? null} aside={counter}>
      <div className="flex items-center gap-1">
        <Input
          ref={input}
          aria-label={label}
          value={value}
          maxLength={400}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
        <MergeTagPicker iconOnly label={insertLabel} disabled={disabled} onPick={insert} />
      </div>
    </Field>
  );
}
