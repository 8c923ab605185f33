"use client";

import { CheckboxField } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import type { CsvFormat } from "@/lib/imports/detect-csv";

const encodings = [
  ["utf-8", "UTF-8"],
  ["windows-1252", "Western (Windows-1252)"],
  ["utf-16le", "UTF-16 LE"],
  ["utf-16be", "UTF-16 BE"],
] as const;
const delimiters = [
  [",", "Comma"],
  [";", "Semicolon"],
  ["\t", "Tab"],
  ["|", "Bar"],
] as const;

/** What was found out about the file; a wrong guess can be put right. */
export function FormatBar({ format, onChange }: { format: CsvFormat; onChange: (format: CsvFormat) => void }) {
  const choose = <K extends "encoding" | "delimiter">(key: K, value: string) =>
    onChange({ ...format, [key]: value as CsvFormat[K] });
  return (
    <div className="grid grid-cols-2 items-end gap-4 sm:flex">
      <Field label="Encoding" className="sm:w-52">
        <NativeSelect value={format.encoding} onChange={(event) => choose("encoding", event.target.value)}>
          {encodings.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label="Separator" className="sm:w-36">
        <NativeSelect value={format.delimiter} onChange={(event) => choose("delimiter", event.target.value)}>
          {delimiters.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <div className="col-span-2 pb-2">
        <CheckboxField
          label="The first row names the columns"
          checked={format.hasHeader}
          onCheckedChange={(on) => onChange({ ...format, hasHeader: on === true })}
        />
      </div>
    </div>
  );
}
