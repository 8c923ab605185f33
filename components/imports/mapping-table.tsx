"use client";

import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import { dateOrders } from "@/lib/people/fields/field-kind.shared";
import { fieldKind, plainFieldTypes } from "@/lib/people/fields/field-types.shared";
import { placeLabels } from "@/lib/people/imports/place-labels.shared";
import type { ImportPreview } from "@/lib/people/imports/preview-import";
import type { ColumnTarget } from "@/lib/people/imports/schema";

interface Props {
  preview: ImportPreview;
  mapping: ColumnTarget[];
  fields: FieldItem[];
  onChange: (mapping: ColumnTarget[]) => void;
}

/** One line per column: its name, what it becomes, and real values from the file. */
export function MappingTable({ preview, mapping, fields, onChange }: Props) {
  const change = (at: number, target: ColumnTarget) =>
    onChange(mapping.map((one, index) => (index === at ? target : one)));
  return (
    <Table label={t("Columns of the file")} containerClassName="rounded-lg border">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t("Column")}</TableHead>
          <TableHead>{t("Becomes")}</TableHead>
          <TableHead className="hidden sm:table-cell">{t("First values")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {mapping.map((target, at) => {
          const name = preview.header?.[at] || t("Column {number}", { number: String(at + 1) });
          const values = preview.rows.map((row) => row[at] ?? "").filter((value) => value.trim() !== "");
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
            <TableRow key={at} className={target.to === "ignore" ? "text-muted-foreground" : undefined}>
              <TableCell className="max-w-40 align-top">
                <span className="block truncate pt-2 font-medium">{name}</span>
                <span className="block truncate text-muted-foreground text-xs sm:hidden">{values[0]}</span>
              </TableCell>
              <TableCell className="min-w-52 align-top">
                <TargetEditor name={name} target={target} fields={fields} onChange={(next) => change(at, next)} />
              </TableCell>
              <TableCell className="hidden max-w-72 align-top sm:table-cell">
                <span className="block truncate pt-2 text-muted-foreground">
                  {values.slice(0, 3).join(" · ") || t("empty in the first rows")}
                </span>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

interface EditorProps {
  name: string;
  target: ColumnTarget;
  fields: FieldItem[];
  onChange: (target: ColumnTarget) => void;
}

function TargetEditor({ name, target, fields, onChange }: EditorProps) {
  const value = target.to === "field" ? `field:${target.key}` : target.to;
  const type = target.to === "newField" ? target.type : fields.find(({ key }) => value === `field:${key}`)?.type;
  return (
    <div className="grid gap-2">
      <NativeSelect
        aria-label={t("What {column} becomes", { column: name })}
        value={value}
        onChange={(event) => onChange(targetOf(event.target.value, name))}
      >
        {Object.entries(placeLabels).map(([to, label]) => (
          <option key={to} value={to}>
            {t(label)}
          </option>
        ))}
        {fields.length > 0 ? (
          <optgroup label={t("Your fields")}>
            {fields.map((field) => (
              <option key={field.key} value={`field:${field.key}`}>
                {field.label}
              </option>
            ))}
          </optgroup>
        ) : null}
        <option value="newField">{t("New field…")}</option>
      </NativeSelect>
      {target.to === "newField" ? (
        <div className="grid grid-cols-2 gap-2">
          <Input
            aria-label={t("Name of the new field for {column}", { column: name })}
            value={target.label}
            maxLength={60}
            onChange={(event) => onChange({ ...target, label: event.target.value })}
          />
          <NativeSelect
            aria-label={t("Type of the new field for {column}", { column: name })}
            value={target.type}
            onChange={(event) => onChange({ ...target, type: event.target.value as typeof target.type })}
          >
            {plainFieldTypes.map((id) => (
              <option key={id} value={id}>
                {t(fieldKind(id).label)}
              </option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
      {(target.to === "newField" || target.to === "field") && type && fieldKind(type).asksDateOrder ? (
        <NativeSelect
          aria-label={t("How dates are written in {column}", { column: name })}
          value={target.dates}
          onChange={(event) => onChange({ ...target, dates: event.target.value as typeof target.dates })}
        >
          {Object.entries(dateOrders).map(([id, label]) => (
            <option key={id} value={id}>
              {t("Dates like {example}", { example: label })}
            </option>
          ))}
        </NativeSelect>
      ) : null}
    </div>
  );
}

function targetOf(value: string, name: string): ColumnTarget {
  if (value.startsWith("field:")) return { to: "field", key: value.slice(6), dates: "ymd" };
  if (value === "newField") return { to: "newField", label: name.slice(0, 60), type: "text", dates: "ymd" };
  return { to: value as Exclude<ColumnTarget["to"], "field" | "newField"> };
}
