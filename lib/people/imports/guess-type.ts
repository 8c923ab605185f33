import { namesCode } from "@/lib/base/csv/column-names";
import type { FieldType } from "@/lib/people/contacts/schema";

/** The narrowest type that the name allows and all sample values fit. Long numbers and such with leading zeros are text: they are phone numbers or codes. */
export function guessType(values: readonly string[], name = ""): Exclude<FieldType, "select"> {
  if (values.every((value) => /^(true|false|yes|no|y|n|ja|nein)$/i.test(value))) return "boolean";
  if (values.every((value) => /^-?(0|[1-9]\d{0,8})([.,]\d+)?$/.test(value))) return namesCode(name) ? "text" : "number";
  if (values.every((value) => /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})([T ].*)?$/.test(value)))
    return "date";
  return "text";
}

/** Day or month first: reported by the first number above 12 that stands in one of the two places. */
export function guessDateOrder(values: readonly string[]): "ymd" | "dmy" | "mdy" {
  let slashes = false;
  if (values.some((value) => /^\d{1,2}\.\d{1,2}\.\d{4}/.test(value))) return "dmy";
  for (const value of values) {
    const parts = /^(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(value);
    if (!parts) continue;
    slashes = true;
    if (Number(parts[1]) > 12) return "dmy";
    if (Number(parts[2]) > 12) return "mdy";
  }
  return slashes ? "mdy" : "ymd";
}
