"use client";

import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { ENCODINGS } from "@/lib/base/csv/encodings.shared";
import { msg, t } from "@/lib/language/t";
import type { FirstLine } from "@/lib/people/imports/preview-import";

const encodings = Object.entries(ENCODINGS);
const delimiters = [
  [",", msg("Comma")],
  [";", msg("Semicolon")],
  ["\t", msg("Tab")],
  ["|", msg("Bar")],
] as const;

interface Props {
  format: CsvFormat;
  /** The first lines of the file as they are, for choosing the one with the names. */
  lines: FirstLine[];
  onChange: (format: CsvFormat) => void;
}

const NO_NAMES = "none";

/** What was found out about the file; a wrong guess can be put right. */
export function FormatBar({ format, lines, onChange }: Props) {
  const choose = <K extends "encoding" | "delimiter">(key: K, value: string) =>
    onChange({ ...format, [key]: value as CsvFormat[K] });
  return (
    <div className="grid grid-cols-2 items-end gap-4 sm:flex">
      <Field label={t("Encoding")} className="sm:w-52">
        <NativeSelect
          value={format.encoding}
          onChange={(event) => choose("encoding", event.target.value)}
          choices={encodings}
        />
      </Field>
      <Field label={t("Separator")} className="sm:w-36">
        <NativeSelect
          value={format.delimiter}
          onChange={(event) => choose("delimiter", event.target.value)}
          choices={delimiters.map(([sign, name]) => [sign, t(name)] as const)}
        />
      </Field>
      <Field label={t("Names of the columns")} className="col-span-2 min-w-0 sm:w-72">
        <NativeSelect
          value={format.hasHeader ? String(format.skipRows) : NO_NAMES}
          onChange={(event) => onChange({ ...format, ...headerOf(event.target.value, format) })}
        >
          {lines.map(({ line, text }, at) => (
            <option key={line} value={at}>
              {text
                ? t("Line {line}: {text}", { line: String(line), text })
                : t("Line {line}: (empty)", { line: String(line) })}
            </option>
          ))}
          <option value={NO_NAMES}>{t("Nowhere: the file has no names")}</option>
        </NativeSelect>
      </Field>
    </div>
  );
}

/** Without names the table begins where it did: lines above it stay left out. */
function headerOf(value: string, { skipRows }: CsvFormat): Pick<CsvFormat, "hasHeader" | "skipRows"> {
  return value === NO_NAMES ? { hasHeader: false, skipRows } : { hasHeader: true, skipRows: Number(value) };
}
