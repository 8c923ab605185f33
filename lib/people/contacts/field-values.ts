import { invalid } from "@/lib/base/errors";
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
  if (typeof input === "object") return { error: "This should be one value: a text, a number, or yes or no." };
  const text = typeof input === "string" ? input.trim() : String(input);
  if (text === "") return { value: null };
  return fieldKind(field.type).read(text, field.options, dates);
}

/**
 * Applies a change of custom fields to what is stored. Throws `invalid` with one entry per wrong field (`fields.<key>`),
 * also for fields that do not exist.
 */
export function changeFieldValues(
  definitions: readonly FieldDefinition[],
  before: Record<string, FieldValue>,
  change: Record<string, unknown>,
): Record<string, FieldValue> {
  const after = { ...before };
  const problems: Record<string, string> = {};
  for (const [key, input] of Object.entries(change)) {
    const field = definitions.find((one) => one.key === key);
    const parsed = field ? parseFieldValue(field, input) : { error: "There is no such field." };
    if ("error" in parsed) problems[`fields.${key}`] = parsed.error;
    else if (parsed.value === null) delete after[key];
    else after[key] = parsed.value;
  }
  if (Object.keys(problems).length > 0) throw invalid("Some fields are not right.", problems);
  return after;
}
