import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import type { DateOrder, ReadValue } from "@/lib/people/fields/field-kind.shared";
import { type FieldType, type FieldValue, fieldKind } from "@/lib/people/fields/field-types.shared";

export interface FieldDefinition {
  key: string;
  label: string;
  type: FieldType;
  options: string[];
}

/**
 * Reads a value for a custom field, from a form, the API or a cell of a file. `null` takes the value away.
 * Gives the value to store or words on what is wrong.
 */
export function parseFieldValue(
  field: FieldDefinition,
  input: unknown,
  dates: DateOrder = "ymd",
): ReadValue<FieldValue | null> {
  if (input === null || input === undefined) return { value: null };
  // As a text an object is "[object Object]", or none at all where it has a `toString` of its own.
  if (typeof input === "object") return { error: t("This should be one value: a text, a number, or yes or no.") };
  const text = typeof input === "string" ? input.trim() : String(input);
  if (text === "") return { value: null };
  return fieldKind(field.type).read(text, field.options, dates);
}

/** Values of custom fields as they are to be stored; null takes one away. */
export type FieldChange = Record<string, FieldValue | null>;

/**
 * Reads values of custom fields by key. Throws `invalid` with one entry per wrong field (`fields.<key>`), also for fields that do not
 * exist.
 */
export function readFieldValues(
  definitions: ReadonlyMap<string, FieldDefinition>,
  change: Readonly<Record<string, unknown>>,
): FieldChange {
  const values: FieldChange = {};
  const problems: Record<string, string> = {};
  for (const key of Object.keys(change)) {
    const field = definitions.get(key);
    const parsed = field ? parseFieldValue(field, change[key]) : { error: t("There is no such field.") };
    if ("error" in parsed) problems[`fields.${key}`] = parsed.error;
    else values[key] = parsed.value;
  }
  if (Object.keys(problems).length > 0) throw invalid(t("Some fields are not right."), problems);
  return values;
}

export function withFieldValues(
  before: Readonly<Record<string, FieldValue>>,
  change: FieldChange,
): Record<string, FieldValue> {
  const after = { ...before };
  for (const [key, value] of Object.entries(change)) {
    if (value !== null) after[key] = value;
    else delete after[key];
  }
  return after;
}

export const byKey = (definitions: readonly FieldDefinition[]): ReadonlyMap<string, FieldDefinition> =>
  new Map(definitions.map((field) => [field.key, field]));

/** Applies a change of custom fields to what is stored. Throws as `readFieldValues` does. */
export function changeFieldValues(
  definitions: readonly FieldDefinition[],
  before: Record<string, FieldValue>,
  change: Record<string, unknown>,
): Record<string, FieldValue> {
  return withFieldValues(before, readFieldValues(byKey(definitions), change));
}
