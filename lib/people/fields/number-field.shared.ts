import { msg, t } from "@/lib/language/t";
import { orderComparisons } from "./comparisons.shared";
import type { FieldKind, ReadValue } from "./field-kind.shared";

/** What can be counted or measured. */
export const numberField = {
  label: msg("Number"),
  help: msg("An amount or a count, with or without decimals."),
  isStored: (value): value is number => Number.isFinite(value),
  hasOptions: false,
  asksDateOrder: false,
  read: (text) => readNumber(text),
  losesFrom: (cell) =>
    /^[+-]?0\d/.test(cell) ? t("This is a code, not a number: it begins with a zero. Make the field a text.") : null,
  // Long numbers and such with leading zeros are phone numbers or codes.
  looksLike: (values, isCode) => !isCode && values.every((value) => PLAIN.test(value) || GROUPED.test(value)),
  canBeSearched: true,
  text: (value) => String(value),
  input: "figure",
  choices: () => [],
  comparisons: orderComparisons(msg("is below", "compared with a value"), msg("is above", "compared with a value")),
  comparedAs: "number",
  readInRule: (text) => readNumber(text),
  ruleStart: 0,
} satisfies FieldKind<number>;

const PLAIN = /^-?(0|[1-9]\d{0,8})([.,]\d+)?$/;
/** 1.234,50 and 1,234.50: with both marks it is no date, no version and no telephone number. */
const GROUPED = /^-?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)$/;

/** Figures with an optional sign, thousands marks and one decimal mark; a lone comma with other than three figures after it is decimal. */
function readNumber(text: string): ReadValue<number> {
  const bare = text.replace(/[\s\u00a0']/g, "");
  const decimalComma = /^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$/.test(bare) && !/^[+-]?\d{1,3},\d{3}$/.test(bare);
  const plain = decimalComma ? bare.replaceAll(".", "").replace(",", ".") : bare.replaceAll(",", "");
  const value = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? { value } : { error: t("This should be a number.") };
}
