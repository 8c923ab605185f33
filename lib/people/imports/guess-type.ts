import { namesCode } from "@/lib/base/csv/column-names";
import type { DateOrder } from "@/lib/people/fields/field-kind.shared";
import { fieldKind, type PlainFieldType, plainFieldTypes } from "@/lib/people/fields/field-types.shared";
import { isPlaceholder } from "./placeholder";

/** So few slips, in words where figures should stand, do not make a text of a column: each is noted when it is imported. */
const slips = 0.05;

/** The narrowest type that the name allows and the sample values fit, a few slips apart. */
export function guessType(values: readonly string[], name = ""): PlainFieldType {
  const given = values.filter((value) => !isPlaceholder(value));
  if (given.length === 0) return "text";
  const inFigures = given.filter((value) => /\d/.test(value));
  const sound = inFigures.length >= given.length * (1 - slips) ? inFigures : given;
  const isCode = namesCode(name);
  const narrow = plainFieldTypes.filter((type) => type !== "text");
  return narrow.find((type) => fieldKind(type).looksLike(sound, isCode)) ?? "text";
}

/** Day or month first: decided by the first number above 12 that stands in one of the two places. */
export function guessDateOrder(values: readonly string[]): DateOrder {
  let slashes = false;
  if (values.some((value) => /^\d{1,2}\.\d{1,2}\.\d{4}/.test(value))) return "dmy";
  for (const value of values) {
    const parts = /^(\d{1,2})[/-](\d{1,2})[/-]\d{4}/.exec(value);
    if (!parts) continue;
    slashes = true;
    if (Number(parts[1]) > 12) return "dmy";
    if (Number(parts[2]) > 12) return "mdy";
  }
  return slashes ? "mdy" : "ymd";
}
