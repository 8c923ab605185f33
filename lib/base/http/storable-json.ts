import { t } from "@/lib/language/t";

/** Levels of arrays and objects; the editor's documents have some twenty. */
const MAX_DEPTH = 100;

/**
 * Why a JSON value cannot be kept, in words, or null: a NUL character (no text of PostgreSQL takes it), half of a surrogate pair (no
 * jsonb takes it), or so many levels that whoever walks it later runs out of stack.
 */
export function unstorable(value: unknown, depth = 0): string | null {
  if (typeof value === "string") return unstorableText(value);
  if (typeof value !== "object" || value === null) return null;
  if (depth >= MAX_DEPTH) return t("The JSON has more than {limit} levels.", { limit: MAX_DEPTH });
  if (Array.isArray(value)) return firstProblem(value, (each) => unstorable(each, depth + 1));
  return firstProblem(Object.keys(value), (key) => {
    // Copying such an object would change what the copy inherits.
    if (key === "__proto__") return t("{name} cannot be the name of a value.", { name: "__proto__" });
    return unstorableText(key) ?? unstorable((value as Record<string, unknown>)[key], depth + 1);
  });
}

/** The same for one text. */
export function unstorableText(text: string): string | null {
  if (text.includes("\0")) return t("A text holds a NUL character.");
  return text.isWellFormed() ? null : t("A text holds half of a character.");
}

function firstProblem<T>(values: readonly T[], find: (value: T) => string | null): string | null {
  for (const value of values) {
    const problem = find(value);
    if (problem) return problem;
  }
  return null;
}
