import { msg, t } from "@/lib/language/t";
import { orderComparisons } from "./comparisons.shared";
import type { DateOrder, FieldKind, ReadValue } from "./field-kind.shared";

/** A day of the calendar, stored as `YYYY-MM-DD`. */
export const dateField = {
  label: msg("Date"),
  help: msg("A day of the calendar, such as a birthday, without a time."),
  isStored: (value): value is string =>
    /^\d{4}-\d\d-\d\d$/.test(String(value)) && "value" in readDate(String(value), "ymd"),
  hasOptions: false,
  asksDateOrder: true,
  read: (text, _options, dates) => readDate(text, dates),
  losesFrom: () => null,
  looksLike: (values) =>
    values.every((value) => /^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4})([T ,].*)?$/.test(value)),
  canBeSearched: true,
  text: (value) => value,
  input: "date",
  choices: () => [],
  comparisons: orderComparisons(msg("is before", "compared with a date"), msg("is after", "compared with a date")),
  comparedAs: "text",
  readInRule: (text) => readDate(text, "ymd"),
  ruleStart: "",
} satisfies FieldKind<string>;

function readDate(text: string, order: DateOrder): ReadValue<string> {
  const error = { error: t("This should be a date such as 2026-03-31.") };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3])) ?? error;
  const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ ,T].*)?$/.exec(text);
  if (!parts) return error;
  const [a, b, c] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (parts[1]?.length === 4) return calendarDate(a, b, c) ?? error;
  if (parts[3]?.length !== 4) return error;
  // Dots are written day first everywhere; with slashes the caller says which.
  const monthFirst = order === "mdy" && !text.includes(".");
  return (monthFirst ? calendarDate(c, a, b) : calendarDate(c, b, a)) ?? error;
}

function calendarDate(year: number, month: number, day: number): { value: string } | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { value: date.toISOString().slice(0, 10) } : null;
}
