import { msg, t } from "@/lib/language/t";
import { textComparisons } from "./comparisons.shared";
import type { FieldKind } from "./field-kind.shared";

const MAX_TEXT = 2000;

/** Anything that can be written. */
export const textField = {
  label: msg("Text"),
  help: msg("Anything, up to 2,000 characters. Also for codes and phone numbers."),
  isStored: (value): value is string => typeof value === "string",
  hasOptions: false,
  asksDateOrder: false,
  read: (text) => {
    if (text.includes("\0")) return { error: t("There is an invisible character that cannot be stored.") };
    return text.length > MAX_TEXT
      ? { error: t("Use at most {limit} characters.", { limit: String(MAX_TEXT) }) }
      : { value: text };
  },
  losesFrom: () => null,
  looksLike: () => true,
  canBeSearched: true,
  text: (value) => value,
  input: "line",
  choices: () => [],
  comparisons: textComparisons,
  comparedAs: "text",
  readInRule: (value) => ({ value }),
  ruleStart: "",
} satisfies FieldKind<string>;
