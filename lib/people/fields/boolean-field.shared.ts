import { msg, t } from "@/lib/language/t";
import { eitherComparisons } from "./comparisons.shared";
import type { FieldKind, ReadValue } from "./field-kind.shared";

const YES = new Set(["true", "yes", "y", "1", "on", "ja", "j", "wahr", "oui", "vrai", "si", "sí", "sim"]);
const NO = new Set(["false", "no", "n", "0", "off", "nein", "falsch", "non", "faux", "não", "nao"]);
/** Alone they are figures, not an answer. */
const FIGURES = new Set(["0", "1"]);

/** Yes or no. */
export const booleanField = {
  label: msg("Yes or no"),
  help: msg("For conditions: such a field is true or false in a mail."),
  isStored: (value): value is boolean => typeof value === "boolean",
  hasOptions: false,
  asksDateOrder: false,
  read: (text) => readBoolean(text),
  losesFrom: () => null,
  looksLike: (values) => values.every((value) => !FIGURES.has(value) && "value" in readBoolean(value)),
  canBeSearched: false,
  text: (value) => (value ? t("Yes") : t("No")),
  input: "choice",
  choices: () => [
    { value: "true", label: t("Yes"), inline: t("yes") },
    { value: "false", label: t("No"), inline: t("no") },
  ],
  comparisons: eitherComparisons,
  comparedAs: "text",
  readInRule: (text) => readBoolean(text),
  ruleStart: true,
} satisfies FieldKind<boolean>;

function readBoolean(text: string): ReadValue<boolean> {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { error: t("This should be yes or no.") };
}
