import { invalid } from "@/lib/base/errors";
import { foldText } from "@/lib/base/text/fold-text";
import type { FieldType, FieldValue } from "./schema";

export interface FieldDefinition {
  key: string;
  label: string;
  type: FieldType;
  options: string[];
}

/** Order of day and month in dates written with figures; ISO dates are always understood. */
export type DateOrder = "dmy" | "mdy" | "ymd";

const YES = new Set(["true", "yes", "y", "1", "on", "ja", "oui", "si", "sí"]);
const NO = new Set(["false", "no", "n", "0", "off", "nein", "non"]);
const MAX_TEXT = 2000;

/**
 * Reads a value for a custom field, from a form, the API or a cell of a file. `null` takes the value away.
 * Gives the value to store or words on what is wrong.
 */
export function parseFieldValue(
  field: FieldDefinition,
  input: unknown,
  dates: DateOrder = "ymd",
): { value: FieldValue | null } | { error: string } {
  if (input === null || input === undefined) return { value: null };
  const text = typeof input === "string" ? input.trim() : String(input);
  if (text === "") return { value: null };
  switch (field.type) {
    case "text":
      if (text.includes("\0")) return { error: "There is an invisible character that cannot be stored." };
      return text.length > MAX_TEXT ? { error: `Use at most ${MAX_TEXT} characters.` } : { value: text };
    case "number":
      return parseNumber(text);
    case "boolean":
      if (YES.has(text.toLowerCase())) return { value: true };
      return NO.has(text.toLowerCase()) ? { value: false } : { error: "This should be yes or no." };
    case "date":
      return parseDate(text, dates);
    case "select": {
      const option = field.options.find((one) => foldText(one) === foldText(text));
      return option ? { value: option } : { error: `This should be one of: ${field.options.slice(0, 8).join(", ")}.` };
    }
  }
}

/** Figures with an optional sign, thousands marks and one decimal mark; a lone comma with other than three figures after it is decimal. */
function parseNumber(text: string): { value: number } | { error: string } {
  const bare = text.replace(/[\s\u00a0']/g, "");
  const decimalComma = /^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$/.test(bare) && !/^[+-]?\d{1,3},\d{3}$/.test(bare);
  const plain = decimalComma ? bare.replaceAll(".", "").replace(",", ".") : bare.replaceAll(",", "");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? { value } : { error: "This should be a number." };
}

function parseDate(text: string, order: DateOrder): { value: string } | { error: string } {
  const error = { error: "This should be a date such as 2026-03-31." };
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
