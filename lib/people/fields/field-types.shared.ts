import { booleanField } from "./boolean-field.shared";
import { dateField } from "./date-field.shared";
import type { FieldKind } from "./field-kind.shared";
import { numberField } from "./number-field.shared";
import { selectField } from "./select-field.shared";
import { textField } from "./text-field.shared";

/**
 * The types of custom fields by the name they are stored under, in the order they are offered. A new one is a file here, a line here
 * and a migration of the column's check.
 */
export const fieldTypes = {
  text: textField,
  number: numberField,
  boolean: booleanField,
  date: dateField,
  select: selectField,
} as const satisfies Readonly<Record<string, FieldKind<string> | FieldKind<number> | FieldKind<boolean>>>;

export type FieldType = keyof typeof fieldTypes;
/** A custom field's value as it is stored. */
export type FieldValue = string | number | boolean;

/** Types whose fields need nothing beside a name. */
export type PlainFieldType = {
  [Type in FieldType]: (typeof fieldTypes)[Type]["hasOptions"] extends false ? Type : never;
}[FieldType];

type OneOrMore<T> = [T, ...T[]];

export const FIELD_TYPES = Object.keys(fieldTypes) as OneOrMore<FieldType>;
export const plainFieldTypes = FIELD_TYPES.filter((type) => !fieldTypes[type].hasOptions) as OneOrMore<PlainFieldType>;

/** Any of the stored values. */
export const isFieldValue = (value: unknown): value is FieldValue =>
  FIELD_TYPES.some((type) => fieldTypes[type].isStored(value));

/** What is particular to a type. */
export const fieldKind = (type: FieldType): FieldKind<FieldValue> => fieldTypes[type];
