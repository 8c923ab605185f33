import { foldText } from "@/lib/base/text/fold-text.shared";
import { msg, t } from "@/lib/language/t";
import { textComparisons } from "./comparisons.shared";
import type { FieldKind } from "./field-kind.shared";

/** One of the options that the field's author wrote down. */
export const selectField = {
  label: msg("Choice"),
  help: msg("One of several options that you write down."),
  isStored: (value): value is string => typeof value === "string",
  hasOptions: true,
  asksDateOrder: false,
  read: (text, options) => {
    const value = options.find((one) => foldText(one) === foldText(text));
    return value
      ? { value }
      : { error: t("This should be one of: {options}.", { options: options.slice(0, 8).join(", ") }) };
  },
  losesFrom: () => null,
  looksLike: () => false,
  canBeSearched: true,
  text: (value) => value,
  input: "choice",
  choices: (options) => options.map((value) => ({ value, label: value, inline: value })),
  comparisons: textComparisons,
  comparedAs: "text",
  // Not only today's options: people may have an older one still.
  readInRule: (value) => ({ value }),
  ruleStart: "",
} satisfies FieldKind<string>;
